// A temporary password ends by itself (TemporaryPasswordValidityDays).
import { notAuthorized } from "../protocol/cognito-exception";
import type { UserRecord } from "../store/records";
import type { PasswordPolicy } from "../store/settings-records";

const DAY_SECONDS = 86_400;

/** When a temporary password that is set now ends, in seconds since the epoch. */
export function temporaryPasswordEnd(policy: PasswordPolicy, nowSeconds: number): number {
  return nowSeconds + policy.temporaryDays * DAY_SECONDS;
}

/** Refuses a temporary password that has ended, right as it may be, with NotAuthorizedException (sentence observed). */
export function refuseExpiredPassword(user: UserRecord, nowSeconds: number): void {
  if (user.passwordExpiresAtSeconds === null || nowSeconds < user.passwordExpiresAtSeconds) return;
  throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
}
