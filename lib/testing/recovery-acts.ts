// What a person does who comes back without a second factor: unmodified Amplify through the proxy, and our mail.
import { confirmSignIn, signIn } from "aws-amplify/auth";
import { expect } from "vitest";
import { services } from "@/lib/server/services";
import { activeHold, type ActiveHold } from "@/lib/server/session/holds";
import type { ProxyStage } from "./proxy-stage";
import { queuedMails } from "./queued-mails";
import type { SeededTrader } from "./start-user-pool";

type Step = Awaited<ReturnType<typeof signIn>>["nextStep"];

/** What the recovery step tells the page. */
export const factsOf = (step: Step): Record<string, string> => ("additionalInfo" in step ? (step.additionalInfo ?? {}) : {});

/** Shows the password, which leads to the recovery step. */
export const comeByPassword = ({ email: username }: Pick<SeededTrader, "email">, password: string) =>
  signIn({ username, password, options: { authFlowType: "CUSTOM_WITH_SRP" } });

/** Answers the recovery step. */
export const answerStep = (challengeResponse: string) => confirmSignIn({ challengeResponse });

/** Asks for a code by mail and reads it. */
export async function askMailedCode({ workerUrl }: Pick<ProxyStage, "workerUrl">, email: string): Promise<string> {
  const { nextStep } = await answerStep("mail");
  expect(factsOf(nextStep)["mailed"]).toBe("yes");
  const mails = await queuedMails(workerUrl, [email]);
  return /code is (\d{8})\./.exec(mails.findLast(({ subject }) => subject.startsWith("Your code"))?.body ?? "")?.[1] ?? "";
}

/** The hold that lasts longest. */
export const holdOf = (sub: string): Promise<ActiveHold | null> =>
  services().database.asTrader(sub, (tx) => activeHold(tx, services().clock.nowSeconds()));

/** Every kind of event of a trader, in order. */
export const kindsOf = (sub: string): Promise<string[]> =>
  services().database.asTrader(sub, async (tx) =>
    (await tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id")).map(({ kind }) => kind),
  );
