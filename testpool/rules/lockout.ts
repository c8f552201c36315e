// Cognito's lockout curve, the same for passwords and MFA codes (documented): pure, so that every n can be tested.
import type { AttemptRecord } from "../store/records";

const FAILURES_BEFORE_LOCK = 5;
const LOCK_SECONDS_MAX = 900;
const QUIET_MS = 900_000;

/** Seconds of lock after the n-th failure in a row: none below 5, then 2^(n-5), 900 at most. */
export function lockSeconds(failures: number): number {
  if (failures < FAILURES_BEFORE_LOCK) return 0;
  return Math.min(2 ** (failures - FAILURES_BEFORE_LOCK), LOCK_SECONDS_MAX);
}

/** True while attempts are refused without being looked at; such attempts do not extend the lock. */
export function isLocked(record: AttemptRecord | undefined, nowMs: number): boolean {
  return record !== undefined && nowMs < record.lockedUntilMs;
}

/** The record after one more failure. More than 15 quiet minutes since the last failure forget the earlier ones. */
export function afterFailure(record: AttemptRecord | undefined, nowMs: number): AttemptRecord {
  const isQuiet = record === undefined || nowMs - record.lastFailureAtMs > QUIET_MS;
  const failures = (isQuiet ? 0 : record.failures) + 1;
  return { failures, lastFailureAtMs: nowMs, lockedUntilMs: nowMs + lockSeconds(failures) * 1000 };
}
