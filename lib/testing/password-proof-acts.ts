// A proxy stage with the doors of sign-in and of step-up open, and what a page does to prove a grant by password and code.
import { vi } from "vitest";
import { startPasswordProof } from "@/lib/client/prove-by-password";
import { answerRefresh, showRefreshPage } from "@/lib/server/http/answer-refresh";
import { serve } from "@/lib/server/http/serve";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import type { TestBrowser } from "./browser-fetch";
import { callPool } from "./passkey-at-pool";
import { openProxyStage, type ProxyAnswer, type ProxyStage } from "./proxy-stage";
import { TEST_ENVIRONMENT } from "./set-test-settings";
import { traderOf } from "./trader-of";

const POOL = { userPoolId: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID, clientId: TEST_ENVIRONMENT.COGNITO_CLIENT_ID };

interface Handler<Params> {
  readonly POST: (request: Request, context: { readonly params: Promise<Params> }) => Promise<Response>;
}

/** The two route modules, which only a test file may import; they are loaded when the settings stand. */
export interface DoorModules {
  signIn(): Promise<Handler<Record<string, never>>>;
  stepUp(): Promise<Handler<{ grantId: string }>>;
}

/** How far a grant has come. */
export interface GrantState {
  readonly proof: string | null;
  readonly isProven: boolean;
}

/** A grant that was opened and no more. */
export const UNPROVEN: GrantState = { proof: null, isProven: false };

/** The first call of a sign-in by password. */
export const srpStart = (USERNAME: string) => ({ AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A: "ab".repeat(384) } });

/** The acts of the current browser's page. */
export interface PasswordProofActs {
  currentTrader(): Promise<Trader>;
  /** Opens a grant; its id. */
  openOne(): Promise<string>;
  grantState(grantId: string): Promise<GrantState | undefined>;
  /** One call of a grant's own address, as script on our page could make it. */
  callGrant(grantId: string, operation: string, body: object): Promise<ProxyAnswer>;
  nextCode(): Promise<string>;
  /** Starts the proof, with the right password when nothing else is said. */
  start(grantId: string, password?: string, email?: string): ReturnType<typeof startPasswordProof>;
  /** The refresh token that the pool answered last to the server: the extra one, which no browser ever saw. */
  lastRefreshToken(): string;
  /** Whether the pool still gives tokens for a refresh token. */
  isAliveUpstream(RefreshToken: string): Promise<boolean>;
}

/** Opens the stage, mounts both doors and the refresh, and names the page's location. */
export async function openPasswordProofStage(doors: DoorModules): Promise<ProxyStage> {
  const stage = await openProxyStage();
  const [signIn, stepUp] = [await doors.signIn(), await doors.stepUp()];
  // The route itself needs Next around it, for what it does after the answer.
  const refresh = serve("/api/auth/refresh", { GET: showRefreshPage, POST: answerRefresh });
  stage.route.serve((request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/auth/refresh") return refresh.POST(request, { params: Promise.resolve({}) });
    const grantId = /^\/api\/step-up\/([^/]+)\/cognito$/.exec(pathname)?.[1];
    return grantId === undefined
      ? signIn.POST(request, { params: Promise.resolve({}) })
      : stepUp.POST(request, { params: Promise.resolve({ grantId: decodeURIComponent(grantId) }) });
  });
  vi.stubGlobal("location", { origin: stage.route.origin });
  return stage;
}

/** Ends what the stage began. */
export async function closePasswordProofStage(stage: ProxyStage): Promise<void> {
  vi.unstubAllGlobals();
  await services().database.close();
  await stage.close();
}

/** Binds the acts to the stage and the browser that are current when they happen. */
export function passwordProofActs(now: () => { readonly stage: ProxyStage; readonly browser: TestBrowser }): PasswordProofActs {
  const enrolled = () => now().stage.traders.enrolled;
  const currentTrader = () => traderOf(now().browser);
  return {
    currentTrader,
    openOne: async () => {
      const act = { purpose: "passkey_add", subjectId: "self" } as const;
      return (await openGrant(await currentTrader(), act, CREDENTIAL_ACTS.passkey_add)).grantId;
    },
    grantState: async (grantId) => {
      const [row] = await services().database.asTrader(enrolled().sub, (tx) =>
        tx.query<GrantState>(`SELECT proof, proven_at IS NOT NULL AS "isProven" FROM holdfast.step_up_grants WHERE id = $1`, [grantId]),
      );
      return row;
    },
    callGrant: async (grantId, operation, body) => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
      const address = `${now().stage.route.origin}/api/step-up/${grantId}/cognito`;
      const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    nextCode: () => now().stage.code(enrolled().totpSecret ?? ""),
    start: (grantId, password = enrolled().password, email = enrolled().email) => startPasswordProof(POOL, grantId, email, password),
    lastRefreshToken: () => {
      const answers = now().browser.elsewhere.flatMap((text) => {
        const { AuthenticationResult: result } = (text.startsWith("{") ? JSON.parse(text) : {}) as {
          AuthenticationResult?: { RefreshToken?: string };
        };
        return result?.RefreshToken ?? [];
      });
      return answers.at(-1) ?? "";
    },
    isAliveUpstream: async (RefreshToken) => {
      const client = { ClientId: TEST_ENVIRONMENT.COGNITO_CLIENT_ID, ClientSecret: TEST_ENVIRONMENT.COGNITO_CLIENT_SECRET };
      return (await callPool(now().stage, "GetTokensFromRefreshToken", { ...client, RefreshToken })).status === 200;
    },
  };
}
