// Counts wrong proofs per name. Unknown names are counted alike, so that a lock tells nobody who exists (assumed).
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { nameKey } from "../store/find-user";
import { afterFailure, isLocked } from "./lockout";

export type AttemptKind = "password" | "mfa";

const attemptKey = (needs: Needs, kind: AttemptKind, poolId: string, username: string) => `${kind}|${nameKey(needs, poolId, username)}`;

/** Refuses with Cognito's documented `Password attempts exceeded` while the name is locked. */
export function refuseWhileLocked(needs: Needs, kind: AttemptKind, poolId: string, username: string): void {
  const record = needs.store.get("attempts", attemptKey(needs, kind, poolId, username));
  if (isLocked(record, needs.clock.nowMs())) throw notAuthorized("Password attempts exceeded");
}

/** Books one wrong proof. */
export function recordFailure(needs: Needs, kind: AttemptKind, poolId: string, username: string): void {
  const key = attemptKey(needs, kind, poolId, username);
  needs.store.put("attempts", key, afterFailure(needs.store.get("attempts", key), needs.clock.nowMs()));
}

/** Forgets the wrong proofs after a right one. */
export function recordSuccess(needs: Needs, kind: AttemptKind, poolId: string, username: string): void {
  needs.store.remove("attempts", attemptKey(needs, kind, poolId, username));
}
