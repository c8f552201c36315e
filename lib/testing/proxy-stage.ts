// Everything a test of the proxy needs: a database, a user pool and the route on a port, with a browser in front of it.
import { createHmac } from "node:crypto";
import { createTestBrowser, type SeenAnswer, type TestBrowser } from "./browser-fetch";
import { createTestDatabase } from "./create-test-database";
import { mountRoute, type MountedRoute } from "./mount-route";
import { setTestSettings, TEST_DESK_ENVIRONMENT, TEST_ENVIRONMENT } from "./set-test-settings";
import { seedOperators, seedTraders, startUserPool, type PoolExtras, type UserPool } from "./start-user-pool";

const realFetch = globalThis.fetch;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An answer of the proxy, read. */
export interface ProxyAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A stage with its parts running. */
export interface ProxyStage {
  readonly pool: UserPool;
  readonly route: MountedRoute;
  readonly traders: ReturnType<typeof seedTraders>;
  readonly operators: ReturnType<typeof seedOperators>;
  /** A browser nobody has used; it becomes the one that global fetch speaks through. */
  openBrowser(): TestBrowser;
  /** Goes back to a browser that was opened before. */
  useBrowser(browser: TestBrowser): void;
  /** Calls one operation of the proxy, at the traders' door unless another is named, as the current browser. */
  call(operation: string, body: object, door?: string): Promise<ProxyAnswer>;
  /** Where the worker would read the mail that was queued. */
  readonly workerUrl: string;
  /** Where the import of old accounts writes. */
  readonly keeperUrl: string;
  advance(seconds: number): Promise<unknown>;
  /** The next unused code of an authenticator: the pool's clock moves on instead of the test waiting. */
  code(totpSecret: string): Promise<string>;
  upstreamCalls(operation: string): Promise<number>;
  /** Everything the pool answered to the server, and everything the browsers saw. */
  seen(): { readonly upstream: readonly string[]; readonly shown: readonly SeenAnswer[] };
  close(): Promise<void>;
}

function totp(secret: string, atSeconds: number): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atSeconds / 30)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest.readUInt8(19) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** Starts database, pools and route server, and sets the settings, with a desk where one is asked for; the caller then mounts the handler. */
export async function openProxyStage({
  hasDesk = false,
  ...extras
}: PoolExtras & { readonly hasDesk?: boolean } = {}): Promise<ProxyStage> {
  const [traders, operators] = [seedTraders(), seedOperators()];
  const pools = startUserPool(Object.values(traders), { operators: Object.values(operators), ...extras });
  const [own, pool, route] = await Promise.all([createTestDatabase(), pools, mountRoute()]);
  setTestSettings({
    ...extras.environment,
    ...{ APP_ORIGIN: route.origin, COGNITO_ENDPOINT: pool.url, DATABASE_URL: own.appUrl, HOLDFAST_CLOCK_FILE: pool.clockFile },
    ...(hasDesk ? { ...TEST_DESK_ENVIRONMENT, OPS_DATABASE_URL: own.opsUrl } : {}),
  });
  const browsers: TestBrowser[] = [];
  const useBrowser = (browser: TestBrowser): void => void (globalThis.fetch = browser.fetch);
  const advance = (advanceSeconds: number) => pool.control("clock", "POST", { advanceSeconds });
  return {
    pool,
    route,
    ...{ traders, operators },
    workerUrl: own.workerUrl,
    keeperUrl: own.keeperUrl,
    useBrowser,
    advance,
    openBrowser: () => {
      const browser = createTestBrowser(route.origin, realFetch);
      browsers.push(browser);
      useBrowser(browser);
      return browser;
    },
    call: async (operation, body, door = "/api/auth/cognito") => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
      const response = await fetch(`${route.origin}${door}`, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    code: async (totpSecret) => {
      await advance(31);
      return totp(totpSecret, Number((await pool.control("clock"))["now"]));
    },
    upstreamCalls: async (operation) => Number((await pool.control(`requests?operation=${operation}`))["count"]),
    seen: () => ({ upstream: browsers.flatMap((browser) => browser.elsewhere), shown: browsers.flatMap((browser) => browser.answers) }),
    close: async () => {
      globalThis.fetch = realFetch;
      await Promise.all([own.drop(), pool.stop(), route.close()]);
    },
  };
}

/** Every real token, challenge session and secret in what the pool answered. */
export function secretsIn(upstream: readonly string[]): ReadonlySet<string> {
  const secrets = new Set<string>([TEST_ENVIRONMENT.COGNITO_CLIENT_SECRET, TEST_DESK_ENVIRONMENT.COGNITO_STAFF_CLIENT_SECRET]);
  for (const text of upstream) {
    if (!text.startsWith("{")) continue;
    const answer = JSON.parse(text) as { Session?: string; AuthenticationResult?: Record<string, unknown> };
    const { AccessToken, IdToken, RefreshToken } = answer.AuthenticationResult ?? {};
    for (const value of [answer.Session, AccessToken, IdToken, RefreshToken]) if (typeof value === "string") secrets.add(value);
  }
  return secrets;
}
