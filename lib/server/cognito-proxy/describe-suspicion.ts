// What the extra step of an unusual sign-in tells somebody who has shown the password. The pool's own parameters stay on the server.
import "server-only";
import type { SuspicionFacts } from "@/lib/contracts/suspicion";
import { maskEmail } from "@/lib/identity/email-address";
import { countRecoveryCodes } from "@/lib/server/recovery/count-recovery-codes";
import { services } from "@/lib/server/services";

import type { Exchange } from "./exchange";
import { findRecoveringAccount } from "./recovering-account";
import type { SignInProgress } from "./sign-in-state";
import { hasLiveCode } from "./suspicion-codes";

/** The step's facts as texts, as of now. */
export async function describeSuspicion(
  progress: SignInProgress,
  state: SuspicionFacts["state"],
  { nowSeconds }: Exchange,
): Promise<Readonly<Record<string, string>>> {
  const { database } = services();
  const account = await findRecoveringAccount(progress);
  const isMailed = await database.asService((tx) => hasLiveCode(tx, progress.email, nowSeconds));
  const codes = account === null ? null : await database.asTrader(account.sub, (tx) => countRecoveryCodes(tx));
  return {
    purpose: "suspicion",
    state,
    reasons: progress.suspicions.join(),
    sentTo: maskEmail(progress.email),
    mailed: isMailed ? "yes" : "no",
    hasCodes: maySpendRecoveryCode(progress) && (codes?.left ?? 0) > 0 ? "yes" : "no",
  };
}

/** Whether a recovery code may stand in for the mailbox: not where a recovery is what is suspicious, because a stolen paper may have been the recovery. */
export const maySpendRecoveryCode = ({ suspicions }: Pick<SignInProgress, "suspicions">): boolean => !suspicions.includes("after_recovery");
