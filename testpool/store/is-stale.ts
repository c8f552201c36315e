// Short-lived records would grow the file for ever; this says which ones nobody can ask about any more.
import type { AttemptRecord, ChallengeRecord, Collections, FamilyRecord } from "./records";

const HOUR_MS = 3_600_000;

/** True for challenges an hour past their end, families a day past theirs, and attempts quiet for an hour. */
export function isStale(name: keyof Collections, value: unknown, nowMs: number): boolean {
  if (name === "challenges") return (value as ChallengeRecord).expiresAtMs + HOUR_MS < nowMs;
  if (name === "families") return (value as FamilyRecord).expiresAtSeconds * 1000 + 24 * HOUR_MS < nowMs;
  if (name === "attempts") return (value as AttemptRecord).lastFailureAtMs + HOUR_MS < nowMs;
  return false;
}
