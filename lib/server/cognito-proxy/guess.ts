// A guess is counted as failed before the pool sees it and forgiven only when the pool says that it was right.
import "server-only";
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";
import { callCognito, type CognitoRefusal } from "@/lib/server/cognito/call-cognito";
import { services } from "@/lib/server/services";
import { knownDeviceOf } from "@/lib/server/session/known-devices";

import { exceptionOf, POOL_LOCKED_MESSAGE } from "./ask-cognito";
import { forgetGuesses, lockedForSeconds, releaseGuess, reserveGuess, type GuessPurpose, type GuessSubject } from "./attempt-counter";
import { lockedOut, type CognitoException } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { noteFailure, takeFailureBack } from "./failed-guesses";
import { noteOutcome } from "./note-outcome";

/** A function of the pool did not run, or could not ask what it asks: nobody judged anything. */
export const isTriggerOutage = ({ name, message }: CognitoRefusal): boolean =>
  name === "UnexpectedLambdaException" || (name === "UserLambdaValidationException" && message.includes("LEGACY_STORE_UNAVAILABLE"));

// The pool judged nothing: its own lock ran, the session was already spent, or the request never reached the user.
const isUnjudged = ({ name, message }: CognitoRefusal): boolean =>
  message === POOL_LOCKED_MESSAGE ||
  message.startsWith("Invalid session for the user") ||
  name === "TooManyRequestsException" ||
  name === "ForbiddenException" ||
  isTriggerOutage({ name, message });

// Wrong ones at what opens a session make the next sign-in from a new browser suspicious.
const OPENS: ReadonlySet<GuessPurpose> = new Set(["password", "totp"]);

const REFUSED_AS = {
  password: "sign_in_failed",
  totp: "sign_in_failed",
  "totp-setup": "sign_in_failed",
  "sign-up-code": "sign_up_refused",
  "reset-code": "password_reset_refused",
  "email-code": "credential_change_refused",
  "suspicion-code": "suspicion_refused",
} as const satisfies Record<GuessPurpose, SecurityEventKind>;

/** What the trail may know of a guess: not the browser that made it. */
const outcomeOf = ({ device: _lane, side: _side, ...rest }: GuessSubject): Omit<GuessSubject, "device" | "side"> => rest;

/** The subject in the lane of the browser that asks. */
async function inOwnLane(subject: GuessSubject, { cookieHeader, nowSeconds }: Exchange): Promise<GuessSubject> {
  // An operator has one lane: a desk is a few people, and none of them is known by a browser.
  if (subject.side === "desk") return { ...subject, device: null };
  return { ...subject, device: await knownDeviceOf(services().database, cookieHeader, subject.email, nowSeconds) };
}

/** Refuses when the account is locked for this kind of guess from here, so that the screen can count down before anything is tried. */
export async function refuseWhileLocked(asked: GuessSubject, exchange: Exchange): Promise<void> {
  const subject = await inOwnLane(asked, exchange);
  const seconds = await lockedForSeconds(services().database, subject, exchange.nowSeconds);
  if (seconds === 0) return;
  noteOutcome(exchange, "sign_in_locked", outcomeOf(subject));
  throw lockedOut(seconds);
}

/**
 * Makes one guess at the pool, in the lane of the browser that asks. While locked it answers LockedOutException and sends nothing. A right guess forgets the count;
 * a wrong one stays counted; one that the pool never judged is taken back.
 */
export async function guess(
  asked: GuessSubject,
  { operation, body, ask = callCognito }: { operation: string; body: object; ask?: typeof callCognito },
  exchange: Exchange,
): Promise<Record<string, unknown>> {
  const { database } = services();
  const subject = await inOwnLane(asked, exchange);
  const reserved = await reserveGuess(database, subject, exchange.nowSeconds);
  if (!reserved.ok) {
    noteOutcome(exchange, "sign_in_locked", outcomeOf(subject));
    throw lockedOut(reserved.refusal.retryAfterSeconds);
  }
  const failure = OPENS.has(subject.purpose) ? await noteFailure(database, subject.email, exchange.nowSeconds) : null;
  const forgive = async (): Promise<void> => (failure === null ? undefined : takeFailureBack(database, failure));
  const answer = await ask(operation, body).catch(async (outage: unknown) => {
    await Promise.all([releaseGuess(database, subject), forgive()]);
    throw outage;
  });
  if (answer.ok) {
    await Promise.all([forgetGuesses(database, subject), forgive()]);
    return answer.value;
  }
  noteOutcome(exchange, REFUSED_AS[subject.purpose], { ...outcomeOf(subject), reason: answer.refusal.name });
  if (isUnjudged(answer.refusal)) await Promise.all([releaseGuess(database, subject), forgive()]);
  throw answer.refusal.message === POOL_LOCKED_MESSAGE ? await lockOf(subject, exchange) : exceptionOf(answer.refusal);
}

/** The pool locked before we did: the countdown is our own, and at least a second. */
async function lockOf(subject: GuessSubject, exchange: Exchange): Promise<CognitoException> {
  return lockedOut(await lockedForSeconds(services().database, subject, exchange.nowSeconds));
}
