// How long wrong guesses lock an account, per lane. The user pool counts all lanes together and locks for 2^(n-5) s from its fifth failure on, until
// 15 quiet minutes have passed; so strangers stop after four and wait longer than it remembers, and the owner's own browser never meets its lock.

/** Who guesses: anybody at an account, a browser that the account's owner has used before, or anybody at a code that was mailed. */
export type GuessLane = "strangers" | "known_device" | "mailed_code";

/** A curve as data, in whole seconds. */
export interface LockCurve {
  /** Entry n is the lock after n failures in a row; the last entry holds for all beyond. */
  readonly lockSecondsByFailures: readonly number[];
  /** Quiet time after the last failure and its lock that forgets the count. */
  readonly quietSeconds: number;
}

/** The pool forgets its own count after so many seconds without a failure (documented). */
export const POOL_QUIET_SECONDS = 900;
/** Failures after which the pool itself locks (documented). */
export const POOL_FAILURES_MAX = 5;

// The pool sees a failure some time after we counted it, so we wait a minute longer than it remembers.
const POOL_FORGETS_SECONDS = POOL_QUIET_SECONDS + 60;
const DAY_SECONDS = 86_400;

/** The three curves. */
export const LOCK_CURVES: Readonly<Record<GuessLane, LockCurve>> = {
  // At most four failures reach the pool before it has forgotten them, and some thirty a day in all.
  strangers: { lockSecondsByFailures: [0, 0, 0, 0, POOL_FORGETS_SECONDS, 1_800, 3_600], quietSeconds: DAY_SECONDS },
  // With four of strangers before them, n failures lock the pool for 2^(n-1) s; ours is a second longer, so that the countdown is true.
  known_device: { lockSecondsByFailures: [0, 0, 0, 5, 9, 17, 33, 65, 129, 257, 513, 901], quietSeconds: 900 },
  mailed_code: { lockSecondsByFailures: [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900], quietSeconds: 900 },
};

/** Seconds of lock after the n-th failure in a row of a lane. */
export function lockSeconds(lane: GuessLane, failures: number): number {
  const curve = LOCK_CURVES[lane].lockSecondsByFailures;
  return curve[Math.min(failures, curve.length - 1)] ?? 0;
}

/** Whole seconds until this lane may guess again; 0 when it may now. `failures` in a row, the last of them at `failedAtSeconds`. */
export function lockLeftSeconds(
  lane: GuessLane,
  { failures, failedAtSeconds }: { readonly failures: number; readonly failedAtSeconds: number },
  nowSeconds: number,
): number {
  const seconds = lockSeconds(lane, failures);
  return seconds === 0 ? 0 : Math.max(0, failedAtSeconds + seconds - nowSeconds);
}

// A mailed code ends by itself, and the first code of an authenticator that is only being set up is no secret of the account: their lanes have a curve of
// their own.
const OF_A_SHORT_LIFE: ReadonlySet<string> = new Set(["sign-up-code", "totp-setup", "reset-code", "email-code", "suspicion-code"]);

/** The lane of a guess at `purpose`, from a browser that the account's owner has used before or from any other. */
export function laneOfGuess(purpose: string, isKnownDevice: boolean): GuessLane {
  if (OF_A_SHORT_LIFE.has(purpose)) return "mailed_code";
  return isKnownDevice ? "known_device" : "strangers";
}
