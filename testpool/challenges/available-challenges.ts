// USER_AUTH offers what the pool allows and the user really has.
import type { Needs } from "../protocol/needs";
import { activeMfaMethods } from "../rules/active-mfa";
import { requirePool } from "../store/find-client";
import { isVerified, listPasskeys } from "../store/find-user";
import type { ProvenFactor, UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { missingForTarget } from "./missing-for-target";
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

const PROVES: Readonly<Record<FirstFactor, ProvenFactor>> = {
  PASSWORD_SRP: "pwd",
  PASSWORD: "pwd",
  EMAIL_OTP: "otp_email",
  WEB_AUTHN: "webauthn",
};

/** A step-up offers only what leads to its level, the password before the code that follows it. */
function leadingTo(missing: readonly ProvenFactor[], factors: readonly FirstFactor[]): readonly FirstFactor[] {
  if (missing.length === 0) return factors;
  const wanted = missing.includes("pwd") ? ["pwd"] : missing;
  return factors.filter((factor) => wanted.includes(PROVES[factor]));
}

/**
 * AvailableChallenges for this user, in a fixed order (assumed). An unknown user is offered what a user with a password and a proven
 * mailbox would be (a simulated EMAIL_OTP was observed by a third party).
 */
export function availableChallenges(needs: Needs, { poolId, user, trail }: ResolvedSubject): readonly FirstFactor[] {
  const pool = requirePool(needs, poolId);
  if (user !== null) return leadingTo(missingForTarget(needs, user, trail), factorsOf(needs, pool, user));
  const hasEmailCode = pool.firstFactors.includes("EMAIL_OTP") && pool.mfaConfiguration !== "ON";
  return [
    ...(pool.firstFactors.includes("PASSWORD") ? (["PASSWORD_SRP", "PASSWORD"] as const) : []),
    ...(hasEmailCode ? (["EMAIL_OTP"] as const) : []),
  ];
}
