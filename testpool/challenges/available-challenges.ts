// USER_AUTH offers what the pool allows and the user really has.
import type { Needs } from "../protocol/needs";
import { activeMfaMethods } from "../rules/active-mfa";
import { requirePool } from "../store/find-client";
import { isVerified, listPasskeys } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import type { ResolvedSubject } from "./resolve-subject";

export type FirstFactor = "PASSWORD_SRP" | "PASSWORD" | "EMAIL_OTP" | "WEB_AUTHN";

/** A code by email is no first factor where MFA is required, nor for a user who has an active second factor (documented). */
function mayUseEmailCode(pool: PoolRecord, user: UserRecord): boolean {
  return pool.mfaConfiguration !== "ON" && isVerified(user, "email") && activeMfaMethods(pool, user).length === 0;
}

function factorsOf(needs: Needs, pool: PoolRecord, user: UserRecord): readonly FirstFactor[] {
  // FORCE_CHANGE_PASSWORD gets the password choices only (observed by a third party).
  if (user.status === "FORCE_CHANGE_PASSWORD") return ["PASSWORD_SRP", "PASSWORD"];
  const allows = (factor: PoolRecord["firstFactors"][number]) => pool.firstFactors.includes(factor);
  const factors: FirstFactor[] = allows("PASSWORD") && user.srp !== null ? ["PASSWORD_SRP", "PASSWORD"] : [];
  if (allows("EMAIL_OTP") && mayUseEmailCode(pool, user)) factors.push("EMAIL_OTP");
  if (allows("WEB_AUTHN") && pool.webAuthn !== null && listPasskeys(needs, user).length > 0) factors.push("WEB_AUTHN");
  return factors;
}

/**
 * AvailableChallenges for this user, in a fixed order (assumed). An unknown user is offered what a user with a password and a proven
 * mailbox would be (a simulated EMAIL_OTP was observed by a third party).
 */
export function availableChallenges(needs: Needs, { poolId, user }: ResolvedSubject): readonly FirstFactor[] {
  const pool = requirePool(needs, poolId);
  if (user !== null) return factorsOf(needs, pool, user);
  const hasEmailCode = pool.firstFactors.includes("EMAIL_OTP") && pool.mfaConfiguration !== "ON";
  return [
    ...(pool.firstFactors.includes("PASSWORD") ? (["PASSWORD_SRP", "PASSWORD"] as const) : []),
    ...(hasEmailCode ? (["EMAIL_OTP"] as const) : []),
  ];
}
