// What a person does whose sign-in is unusual: the password, the code of our mail, the password again, and the authenticator as always.
import { confirmSignIn, signIn } from "aws-amplify/auth";
import { expect } from "vitest";
import { signInWithCode } from "./amplify-browser";
import type { ProxyStage } from "./proxy-stage";
import { queuedMails } from "./queued-mails";
import { factsOf } from "./recovery-acts";
import type { SeededTrader } from "./start-user-pool";

/** Every code that was mailed to a trader for unusual sign-ins, oldest first. */
export async function suspicionCodes(
  { workerUrl }: Pick<ProxyStage, "workerUrl">,
  { email }: Pick<SeededTrader, "email">,
): Promise<string[]> {
  const mails = await queuedMails(workerUrl, [email]);
  return mails.flatMap(({ subject, body }) => (subject.includes("finish signing in") ? [/code is (\d{8})\./.exec(body)?.[1] ?? ""] : []));
}

/** Signs a trader in who is asked for the mailbox because of `reasons`; the test fails when they are not, or when it does not end in a session. */
export async function signInByMailAndCode(stage: ProxyStage, trader: SeededTrader, reasons: string): Promise<void> {
  const { nextStep } = await signIn({ username: trader.email, password: trader.password, options: { authFlowType: "USER_SRP_AUTH" } });
  expect(factsOf(nextStep)).toMatchObject({ purpose: "suspicion", reasons });
  const answered = await confirmSignIn({ challengeResponse: `mailed:${(await suspicionCodes(stage, trader)).at(-1) ?? ""}` });
  expect(factsOf(answered.nextStep)).toMatchObject({ state: "passed" });
  await signInWithCode(stage, trader);
}
