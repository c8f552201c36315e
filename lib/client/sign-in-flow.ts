// Sign-in as Amplify does it, one function per press of a button. Loaded on demand, never with the page.
import { confirmSignIn, signIn, type SignInOutput } from "aws-amplify/auth";
import { configureAmplify } from "./amplify";
import { passkeyFailure } from "./passkey-failure";
import type { PoolAddress } from "./pool-address";
import { rememberedTrader } from "./remembered-trader";

/** What Amplify asks for next, with the data that the step's screen needs. */
export type NextStep = SignInOutput["nextStep"];

/** Starts a sign-in by password. SRP: the password is used for arithmetic here and is not sent. */
export async function signInWithPassword(pool: PoolAddress, email: string, password: string): Promise<NextStep> {
  configureAmplify(pool);
  const { nextStep } = await signIn({ username: email, password, options: { authFlowType: "USER_SRP_AUTH" } });
  return nextStep;
}

/** Starts a sign-in by passkey and runs the ceremony. Without a passkey for this email the step offers the other ways. */
export async function signInWithPasskey(pool: PoolAddress, email: string): Promise<NextStep> {
  configureAmplify(pool);
  const startedAtMs = performance.now();
  const known = rememberedTrader();
  const options = { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" } as const;
  const { nextStep } = await signIn({ username: email, options }).catch((thrown: unknown) => {
    const isKnownHere = known?.email === email && known.hasPasskey;
    throw passkeyFailure(thrown, { elapsedMs: performance.now() - startedAtMs, isKnownHere });
  });
  return nextStep;
}

/** Answers the step that is open: a code, a password, or the name of a choice. */
export async function answerStep(answer: string): Promise<NextStep> {
  const { nextStep } = await confirmSignIn({ challengeResponse: answer });
  return nextStep;
}
