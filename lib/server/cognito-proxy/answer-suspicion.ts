// The extra step of an unusual sign-in: what the trader answers is judged here, with a count of its own, and the pool hears of it as a ticket or as a wrong
// answer. What it gives is a pass for this browser: the sign-in then starts again, and the second factor is asked as always.
import "server-only";
import { readSuspicionAnswer, type SuspicionAnswer } from "@/lib/contracts/suspicion";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { settings } from "@/lib/server/env";
import { judgeRecoveryCode, useRecoveryCode } from "@/lib/server/recovery/judge-recovery-code";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";

import { readAnsweredTokens } from "./answered-tokens";
import { askCognito, nameWithHash, userContext } from "./ask-cognito";
import { forgetGuesses, reserveGuess, type GuessSubject } from "./attempt-counter";
import {
  codeMismatch,
  CognitoException,
  lockedOut,
  rateLimited,
  recoveryCodeRefused,
  requestRefused,
  suspicionNotCleared,
} from "./cognito-exception";
import { continueSignIn } from "./continue-sign-in";
import { describeSuspicion, maySpendRecoveryCode } from "./describe-suspicion";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";
import { mailCodeFor } from "./open-suspicion";
import { poolTicket } from "./pool-ticket";
import { findRecoveringAccount } from "./recovering-account";
import { revokeSpareTokens } from "./revoke-spare-tokens";
import { preparePass } from "./sign-in-passes";
import { progressOf, type SignInState } from "./sign-in-state";
import { isLiveCode, useSuspicionCode } from "./suspicion-codes";

type Typed = Exclude<SuspicionAnswer, { kind: "mail" }>;

/** Uses the proof up in the transaction that gives the pass; false when somebody was faster. */
type UseUp = (tx: Transaction) => Promise<boolean>;

/** Answers the step. Throws CognitoException: SuspicionNotClearedException once the pool has counted three wrong answers, LockedOutException by our own count. */
export async function answerSuspicion(
  { text, sealed }: { readonly text: string; readonly sealed: string },
  state: SignInState,
  preAuth: string,
  exchange: Exchange,
): Promise<object> {
  const answer = readSuspicionAnswer(text);
  if (answer === null) throw requestRefused("This is no answer to this step.", 400);
  if (answer.kind === "mail") {
    const sent = await mailCodeFor(state, exchange);
    if (!sent.ok) throw rateLimited(sent.refusal.retryAfterSeconds);
    return asked(sealed, state, "asked", exchange);
  }
  const subject: GuessSubject = { email: state.email, purpose: "suspicion-code" };
  const reserved = await reserveGuess(services().database, subject, exchange.nowSeconds);
  if (!reserved.ok) throw lockedOut(reserved.refusal.retryAfterSeconds);
  const useUp = await judge(answer, state, exchange);
  if (useUp === null) return tellWrong(state, preAuth, exchange);
  return clear({ useUp, by: answer.kind, subject, sealed }, state, exchange);
}

const asked = async (sealed: string, state: SignInState, facts: "asked" | "passed", exchange: Exchange): Promise<object> => ({
  ChallengeName: "CUSTOM_CHALLENGE",
  Session: sealed,
  ChallengeParameters: await describeSuspicion(state, facts, exchange),
});

async function judge({ kind, text }: Typed, state: SignInState, { nowSeconds }: Exchange): Promise<UseUp | null> {
  const { database } = services();
  const { email } = state;
  if (kind === "mailed") {
    const isRight = await database.asService((tx) => isLiveCode(tx, email, text, nowSeconds));
    return isRight ? (tx) => useSuspicionCode(tx, email, text, nowSeconds) : null;
  }
  const account = maySpendRecoveryCode(state) ? await findRecoveringAccount(state) : null;
  if (account === null) return null;
  const judged = await judgeRecoveryCode(database, account.sub, text, nowSeconds);
  if (judged.ok) return (tx) => useRecoveryCode(tx, judged.value, nowSeconds);
  if (judged.refusal.kind === "locked") throw lockedOut(judged.refusal.retryAfterSeconds);
  return null;
}

/** The pool's answer to the challenge, for the right ticket or for an answer that cannot be one. */
async function tellPool(state: SignInState, answer: "right" | "wrong", exchange: Exchange): Promise<Record<string, unknown>> {
  const { userId, nonce } = state;
  if (userId === null || nonce === null) throw new UnavailableError("cognito", "The user pool asked for one step more without a nonce.");
  return askCognito("RespondToAuthChallenge", {
    ClientId: settings().pool.clientId,
    ChallengeName: "CUSTOM_CHALLENGE",
    Session: state.session,
    ChallengeResponses: { ANSWER: answer === "right" ? poolTicket("suspicion", userId, nonce) : "wrong", ...nameWithHash(userId) },
    ClientMetadata: { purpose: "suspicion" },
    ...userContext(exchange),
  });
}

/** A wrong answer is told to the pool too, which counts for itself and ends the sign-in at the third. */
async function tellWrong(state: SignInState, preAuth: string, exchange: Exchange): Promise<object> {
  noteOutcome(exchange, "suspicion_refused", { email: state.email, reason: state.suspicions.join() });
  const answer = await tellPool(state, "wrong", exchange).catch((refusal: unknown) => {
    throw refusal instanceof CognitoException && refusal.name === "NotAuthorizedException" ? suspicionNotCleared() : refusal;
  });
  return continueSignIn(answer, progressOf(state), preAuth, exchange, "wrong");
}

interface Clearing {
  readonly useUp: UseUp;
  readonly by: Typed["kind"];
  readonly subject: GuessSubject;
  readonly sealed: string;
}

/** The pool first, so that its outage costs no code; its tokens were only ever its word, and die here. Then proof and pass in one transaction. */
async function clear({ useUp, by, subject, sealed }: Clearing, state: SignInState, exchange: Exchange): Promise<object> {
  const answer = await tellPool(state, "right", exchange);
  const tokens = await readAnsweredTokens(answer["AuthenticationResult"], exchange);
  await revokeSpareTokens(tokens.refreshToken, exchange);
  const { database } = services();
  const givePass = await preparePass(state.email, exchange);
  const account = await findRecoveringAccount(state);
  const write = async (tx: Transaction): Promise<void> => {
    if (!(await useUp(tx))) throw by === "paper" ? recoveryCodeRefused() : codeMismatch();
    await givePass(tx);
  };
  await (account === null ? database.asService(write) : database.asTrader(account.sub, write));
  await forgetGuesses(database, subject);
  noteOutcome(exchange, "suspicion_cleared", { email: state.email, purpose: by === "paper" ? "recovery code" : "mailed code" });
  return asked(sealed, state, "passed", exchange);
}
