// Per-user hourly limits of the code operations (documented quotas).
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";

const HOUR_SECONDS = 3600;

/** Counts one call under `key` and refuses with LimitExceededException above `callsMax` in an hour. */
export function limitPerHour(needs: Needs, key: string, callsMax: number): void {
  const now = needs.clock.nowSeconds();
  const known = needs.store.get("windows", key);
  const isOpen = known !== undefined && now - known.startedAtSeconds < HOUR_SECONDS;
  if (isOpen && known.count >= callsMax) {
    throw new CognitoException("LimitExceededException", "Attempt limit exceeded, please try after some time.");
  }
  needs.store.put("windows", key, isOpen ? { ...known, count: known.count + 1 } : { startedAtSeconds: now, count: 1 });
}
