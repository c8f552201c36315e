// What somebody does who comes from another user store: gives the old password once, and signs in for the first time.
import { confirmSignIn, signIn } from "aws-amplify/auth";
import type { ProxyStage } from "./proxy-stage";

/** The answer of the door for old passwords, read. */
export interface OldPasswordAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Gives an old password as the page does, from the current browser. */
export async function giveOldPassword(
  { route }: Pick<ProxyStage, "route">,
  Username: string,
  Password: string,
): Promise<OldPasswordAnswer> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "Holdfast.LegacySignIn" };
  const body = JSON.stringify({ Username, Password });
  const response = await fetch(`${route.origin}/api/auth/legacy-sign-in`, { method: "POST", headers, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

/** Signs in by SRP with a password that has no second factor yet, and sets one up; throws when the pool asks for anything else. */
export async function enrolAtFirstSignIn({ code }: Pick<ProxyStage, "code">, username: string, password: string): Promise<void> {
  const { nextStep } = await signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(`The pool asks for ${nextStep.signInStep}.`);
  const done = await confirmSignIn({ challengeResponse: await code(nextStep.totpSetupDetails.sharedSecret) });
  if (!done.isSignedIn) throw new Error(`The pool asks for ${done.nextStep.signInStep}.`);
}
