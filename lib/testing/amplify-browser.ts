// Unmodified Amplify in front of a proxy stage, one storage per browser.
import { Amplify } from "aws-amplify";
import { confirmSignIn, fetchAuthSession, signIn } from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { ConsoleLogger } from "aws-amplify/utils";
import { expect } from "vitest";
import type { TestBrowser } from "./browser-fetch";
import type { ProxyStage } from "./proxy-stage";
import { TEST_DESK_ENVIRONMENT, TEST_ENVIRONMENT } from "./set-test-settings";
import type { SeededTrader } from "./start-user-pool";

/** What localStorage is to Amplify, for one browser. */
function memoryStorage() {
  const kept = new Map<string, string>();
  return {
    setItem: async (key: string, value: string) => void kept.set(key, value),
    getItem: async (key: string) => kept.get(key) ?? null,
    removeItem: async (key: string) => void kept.delete(key),
    clear: async () => kept.clear(),
  };
}

const TRADERS = {
  ...{ userPoolId: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID, userPoolClientId: TEST_ENVIRONMENT.COGNITO_CLIENT_ID, door: "/api/auth/cognito" },
};
const DESK = {
  userPoolId: TEST_DESK_ENVIRONMENT.COGNITO_STAFF_USER_POOL_ID,
  userPoolClientId: TEST_DESK_ENVIRONMENT.COGNITO_STAFF_CLIENT_ID,
  door: "/api/ops/auth/cognito",
};

/** A browser nobody has used, with an Amplify that knows nobody, in front of the traders' door or the desk's. */
export function openAmplifyBrowser(stage: ProxyStage, side: "trader" | "desk" = "trader"): TestBrowser {
  const browser = stage.openBrowser();
  ConsoleLogger.LOG_LEVEL = "ERROR";
  const { door, ...client } = side === "desk" ? DESK : TRADERS;
  Amplify.configure({ Auth: { Cognito: { ...client, userPoolEndpoint: `${stage.route.origin}${door}` } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memoryStorage());
  return browser;
}

/** Signs a trader in with password and code; the test fails when this does not end in a session. */
export async function signInWithCode(stage: ProxyStage, trader: SeededTrader): Promise<void> {
  const started = await signIn({ username: trader.email, password: trader.password, options: { authFlowType: "USER_SRP_AUTH" } });
  expect(started.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  const done = await confirmSignIn({ challengeResponse: await stage.code(trader.totpSecret ?? "") });
  expect(done.isSignedIn).toBe(true);
}

/** The access shell that Amplify holds. */
export async function accessShell(): Promise<string> {
  return (await fetchAuthSession()).tokens?.accessToken.toString() ?? "";
}

/** `Name: message` of what a call throws. */
export function failureOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "no error",
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "not an error"),
  );
}
