// How a forgotten password can be recovered (AccountRecoverySetting).
import { emailOf, isVerified } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

/** ForgotPassword and ConfirmForgotPassword together, for each user: documented as 5 to 20 an hour, by risk; here the most of it. */
export const RECOVERY_TRIES_PER_HOUR = 20;

/** The verified email, where the pool recovers by email; null otherwise. Codes by SMS are not sent here. */
export function recoveryAddress(pool: PoolRecord, user: UserRecord): string | null {
  return pool.recoveryOptions.includes("verified_email") && isVerified(user, "email") ? emailOf(user) : null;
}
