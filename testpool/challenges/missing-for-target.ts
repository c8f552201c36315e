// What a user can show at all, and what a sign-in with a target level still lacks.
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import { isVerified, listPasskeys } from "../store/find-user";
import type { ProvenFactor, SignInTrail, UserRecord } from "../store/records";
import { judgeStepUp } from "../tokens/step-up-acr";

/** The factors that the user has set up and the pool takes. */
export function ownedFactors(needs: Needs, user: UserRecord): readonly ProvenFactor[] {
  const pool = requirePool(needs, user.poolId);
  const takesEmail = pool.emailMfa || pool.firstFactors.includes("EMAIL_OTP");
  return [
    ...(user.srp !== null && pool.firstFactors.includes("PASSWORD") ? (["pwd"] as const) : []),
    ...(isVerified(user, "email") && takesEmail ? (["otp_email"] as const) : []),
    ...(user.totp !== null && pool.softwareTokenMfa ? (["otp_totp"] as const) : []),
    ...(pool.webAuthn !== null && listPasskeys(needs, user).length > 0 ? (["webauthn"] as const) : []),
  ];
}

/** The factors that the target level still lacks; empty without a target, or when it is met. */
export function missingForTarget(needs: Needs, user: UserRecord, trail: SignInTrail): readonly ProvenFactor[] {
  if (trail.targetAcr.length === 0) return [];
  const plan = judgeStepUp(trail.targetAcr, trail.proven, ownedFactors(needs, user));
  return plan.kind === "ask" ? plan.missing : [];
}
