// The recovery step: what the trader answers is judged here, against our own database, and never reaches the pool. The pool gets a ticket, and only
// for an answer that was right.
import "server-only";
import type { Factor } from "@/lib/identity/factor";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";
import type { RecoveryStanding } from "@/lib/recovery/judge-recovery";
import { readRecoveryAnswer } from "@/lib/recovery/recovery-answer";
import { judgeMailCode } from "@/lib/server/recovery/judge-mail-code";
import { judgeRecoveryCode, type CodeFault } from "@/lib/server/recovery/judge-recovery-code";
import { mailRecoveryCode } from "@/lib/server/recovery/mail-recovery-code";
import { readRecoveryStanding } from "@/lib/server/recovery/read-recovery";
import { startRecovery } from "@/lib/server/recovery/start-recovery";
import { services } from "@/lib/server/services";

import {
  codeMismatch,
  lockedOut,
  rateLimited,
  recoveryCodeRefused,
  recoveryDisputed,
  recoveryNotReady,
  requestRefused,
  type CognitoException,
} from "./cognito-exception";
import { keyedName } from "./derive-key";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";
import { findRecoveringAccount, type RecoveringAccount } from "./recovering-account";
import type { SignInState } from "./sign-in-state";

/** What an answer came to: a proof, with the row that the session will use up; or the same step again. */
export type AnsweredRecovery =
  | { readonly kind: "proven"; readonly factor: Factor; readonly recoveryId: string }
  | { readonly kind: "again"; readonly isMailed: boolean };

const mailHash = (sub: string) => (code: string) => keyedName("recovery-mail-code", `${sub}:${code.replace(/\s/g, "")}`);

/** Judges one answer. Throws CognitoException for a wrong one, which stays counted, and for what cannot be done now. */
export async function answerRecovery(text: string, state: SignInState, exchange: Exchange): Promise<AnsweredRecovery> {
  const answer = readRecoveryAnswer(text);
  if (answer === null) throw requestRefused("This is no answer to the recovery step.", 400);
  const account = await findRecoveringAccount(state);
  if (answer.kind === "mail") return mail(account, exchange);
  if (answer.kind === "code") return proveByCode(account, answer.text, exchange);
  if (account === null) throw codeMismatch();
  return answer.kind === "start" ? start(account, answer.text, exchange) : finish(account, answer.text, exchange);
}

/** For an account that we never saw there is nothing to mail; it is told the same. */
async function mail(account: RecoveringAccount | null, exchange: Exchange): Promise<AnsweredRecovery> {
  if (account !== null) {
    const sent = await mailRecoveryCode(services().database, account, mailHash(account.sub), exchange.nowSeconds);
    if (!sent.ok) throw rateLimited(sent.refusal.retryAfterSeconds);
  }
  return { kind: "again", isMailed: true };
}

async function proveByCode(account: RecoveringAccount | null, typed: string, exchange: Exchange): Promise<AnsweredRecovery> {
  if (account === null) throw recoveryCodeRefused();
  const judged = await judgeRecoveryCode(services().database, account.sub, typed, exchange.nowSeconds);
  if (judged.ok) return { kind: "proven", factor: "recovery_code", recoveryId: judged.value };
  noteOutcome(exchange, "recovery_code_refused", { sub: account.sub, reason: judged.refusal.kind });
  throw faultOf(judged.refusal, recoveryCodeRefused());
}

async function start(account: RecoveringAccount, code: string, exchange: Exchange): Promise<AnsweredRecovery> {
  await requireMailCode(account, code, exchange);
  const device = deviceName(exchange.userAgent);
  const network = coarseNetwork(exchange.clientAddress ?? "unknown");
  const started = await startRecovery({ sub: account.sub, device, network });
  if (!started.ok) throw codeMismatch();
  if (isWithDesk(started.value.standing.state)) throw refused(account, recoveryDisputed(), exchange);
  return { kind: "again", isMailed: false };
}

async function finish(account: RecoveringAccount, code: string, exchange: Exchange): Promise<AnsweredRecovery> {
  await requireMailCode(account, code, exchange);
  const standing = await services().database.asTrader(account.sub, (tx) => readRecoveryStanding(tx, exchange.nowSeconds));
  if (isWithDesk(standing.state)) throw refused(account, recoveryDisputed(), exchange);
  if (standing.state !== "ready") throw refused(account, recoveryNotReady(), exchange);
  return { kind: "proven", factor: "delayed_recovery", recoveryId: standing.recovery.id };
}

const isWithDesk = (state: RecoveryStanding["state"]): boolean => state === "disputed" || state === "closed";

async function requireMailCode(account: RecoveringAccount, code: string, exchange: Exchange): Promise<void> {
  const judged = await judgeMailCode(services().database, account.sub, mailHash(account.sub)(code), exchange.nowSeconds);
  if (!judged.ok) throw refused(account, faultOf(judged.refusal, codeMismatch()), exchange);
}

const faultOf = (fault: CodeFault, wrong: CognitoException): CognitoException =>
  fault.kind === "locked" ? lockedOut(fault.retryAfterSeconds) : wrong;

function refused(account: RecoveringAccount, exception: CognitoException, exchange: Exchange): CognitoException {
  noteOutcome(exchange, "recovery_refused", { sub: account.sub, reason: exception.name });
  return exception;
}
