// A user pool of a test's own: the real test pool in a process of its own, on a free port, with one funded and one new trader.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { seededMachineClient, seededPool, seededWebClient } from "@/scripts/stack/seeded-pool";
import { STAFF_POOL, TRADER_POOL } from "@/lib/policy/pool-policy";
import { TEST_DESK_ENVIRONMENT, TEST_ENVIRONMENT } from "./set-test-settings";

const TRIGGERS = path.join(process.cwd(), "infra/triggers/local-pool.ts");
const COMMAND = path.join(process.cwd(), "testpool/bin/holdfast-testpool.mjs");

/** The secret of the pool's machine client. */
export const MACHINE_SECRET = "testmachinesecret0123456789";

/** A trader whom the pool knows from the start. */
export interface SeededTrader {
  readonly email: string;
  readonly password: string;
  readonly sub: string;
  readonly username: string;
  /** Base32; absent for a trader who has no authenticator yet. */
  readonly totpSecret?: string;
}

/** A running pool and its control API. */
export interface UserPool {
  readonly url: string;
  readonly clockFile: string;
  /** A path under `/_testpool/`; answers its JSON. */
  control(path: string, method?: "GET" | "POST" | "DELETE", body?: object): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

const trader = (name: string, totpSecret?: string): SeededTrader => ({
  email: `${name}@holdfast.test`,
  password: `correct horse of ${name} 1`,
  sub: randomUUID(),
  username: randomUUID(),
  ...(totpSecret === undefined ? {} : { totpSecret }),
});

/** Traders of a fresh pool: with an authenticator, and without. */
export const seedTraders = (): { readonly enrolled: SeededTrader; readonly second: SeededTrader; readonly newcomer: SeededTrader } => ({
  enrolled: trader("trader", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
  second: trader("second", "KRSXG5BAONSWG4TFOQQHIZLTOQQHGZLD"),
  newcomer: trader("newcomer"),
});

/** Operators of a fresh staff's pool, with their authenticators. */
export const seedOperators = (): { readonly ada: SeededTrader; readonly bob: SeededTrader } => ({
  ada: trader("operator", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"),
  bob: trader("operator2", "NBSWY3DPEB3W64TMMQQQNBSWY3DPEB3W"),
});

// The pool is the policy's, with one scope more: a machine that may only read must be refused where writing is asked for.
const MACHINE = { resourceServer: { identifier: "holdfast-ingest", scopes: ["write", "read"] }, accessTokenSeconds: 900 } as const;
const SEED_POLICY = { ...TRADER_POOL, machineClient: MACHINE };

/** The staff's pool: people whom an administrator has put there, with their authenticators. */
const STAFF = {
  id: TEST_DESK_ENVIRONMENT.COGNITO_STAFF_USER_POOL_ID,
  ...seededPool(STAFF_POOL, "localhost"),
  clients: [
    seededWebClient(STAFF_POOL, {
      clientId: TEST_DESK_ENVIRONMENT.COGNITO_STAFF_CLIENT_ID,
      clientSecret: TEST_DESK_ENVIRONMENT.COGNITO_STAFF_CLIENT_SECRET,
    }),
  ],
};

/** What the pools may have beside their traders: operators, more clients, and more of what the triggers read. */
export interface PoolExtras {
  readonly operators?: readonly SeededTrader[];
  readonly clients?: readonly object[];
  readonly environment?: Readonly<Record<string, string>>;
}

const seedOf = (traders: readonly SeededTrader[], { operators = [], clients: more = [] }: PoolExtras): object => ({
  pools: [
    STAFF,
    {
      id: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID,
      ...seededPool(SEED_POLICY, "localhost"),
      clients: [
        seededMachineClient(MACHINE, { clientId: TEST_ENVIRONMENT.COGNITO_MACHINE_CLIENT_ID, clientSecret: MACHINE_SECRET }),
        seededWebClient(SEED_POLICY, {
          clientId: TEST_ENVIRONMENT.COGNITO_CLIENT_ID,
          clientSecret: TEST_ENVIRONMENT.COGNITO_CLIENT_SECRET,
        }),
        ...more,
      ],
    },
  ],
  users: [
    ...traders.map((seeded) => ({ poolId: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID, ...seeded })),
    ...operators.map((seeded) => ({ poolId: STAFF.id, ...seeded })),
  ],
});

/** Starts the two pools with these people; rejects when it does not say `ready` within ten seconds. */
export async function startUserPool(traders: readonly SeededTrader[], extras: PoolExtras = {}): Promise<UserPool> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-pool-"));
  const [seedFile, clockFile] = [path.join(folder, "seed.json"), path.join(folder, "clock")];
  writeFileSync(seedFile, JSON.stringify(seedOf(traders, extras)));
  writeFileSync(clockFile, "0");
  const child = spawn(process.execPath, [COMMAND, "--port", "0", "--seed", seedFile, "--clock-file", clockFile, "--triggers", TRIGGERS], {
    env: {
      ...process.env,
      ...TEST_ENVIRONMENT,
      COGNITO_STAFF_USER_POOL_ID: STAFF.id,
      ...extras.environment,
      HOLDFAST_PARENT_PID: String(process.pid),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const ready = /^ready (\S+)$/m.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => reject(new Error(`The test pool ended before it was ready: ${said}`)));
    setTimeout(() => reject(new Error(`The test pool is not ready after ten seconds: ${said}`)), 10_000).unref();
  });
  return {
    url,
    clockFile,
    control: async (name, method = "GET", body) => {
      const init =
        body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
      return (await (await fetch(`${url}/_testpool/${name}`, init)).json()) as Record<string, unknown>;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill("SIGTERM");
      }),
  };
}
