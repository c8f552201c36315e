// Which second factors a user can be asked for. The one place that decides it: sign-in, preferences and profiles read it here.
import { isVerified } from "../store/find-user";
import type { MfaMethod, UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

/** True when codes of an app are asked for: a proven app that is switched on, or any proven app when the pool requires MFA. */
function isTotpActive(pool: PoolRecord, user: UserRecord): boolean {
  const isWanted = user.mfa.softwareToken || pool.mfaConfiguration === "ON";
  return pool.mfaConfiguration !== "OFF" && pool.softwareTokenMfa && user.totp !== null && isWanted;
}

/** Where the pool requires MFA by email, a proven mailbox of a user without an app is a factor without being chosen (assumed). */
function isEmailMfaActive(pool: PoolRecord, user: UserRecord): boolean {
  const isWanted = user.mfa.email || (pool.mfaConfiguration === "ON" && user.totp === null);
  return pool.mfaConfiguration !== "OFF" && pool.emailMfa && isVerified(user, "email") && isWanted;
}

/** The active methods beside passkeys, apps first. */
export function activeMfaMethods(pool: PoolRecord, user: UserRecord): readonly MfaMethod[] {
  return [
    ...(isTotpActive(pool, user) ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
    ...(isEmailMfaActive(pool, user) ? (["EMAIL_OTP"] as const) : []),
  ];
}
