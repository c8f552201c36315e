// How long wrong guesses lock an account: the curve that Cognito publishes, kept by us before Cognito keeps it.

/** Guesses that may fail before the first lock. */
export const FREE_FAILURES = 5;
/** The longest lock. */
export const LOCK_SECONDS_MAX = 900;
/** Quiet time after the last failure and its lock that forgets the count. */
export const QUIET_SECONDS = 900;

/** Seconds of lock after the n-th failure in a row: none up to four, then 2^(n-5), 900 at most. */
export function lockSeconds(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(LOCK_SECONDS_MAX, 2 ** (failures - FREE_FAILURES));
}

const TABLE_LENGTH = 16;

/** The same curve as a table for SQL: entry n is the lock after n failures; the last entry holds for all beyond. */
export const LOCK_SECONDS_BY_FAILURES: readonly number[] = Array.from({ length: TABLE_LENGTH }, (_, failures) => lockSeconds(failures));
