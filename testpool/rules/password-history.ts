// Passwords of a user: whether one is right, and what a new one replaces and may not repeat. The pool knows verifiers only.
import { timingSafeEqual } from "node:crypto";
import { CognitoException } from "../protocol/cognito-exception";
import { makeSrpVerifier, srpVerifierHex } from "../srp/srp-verifier";
import type { SrpVerifier, UserRecord } from "../store/records";
import type { PasswordPolicy } from "../store/settings-records";

const HEX_DIGITS = 768;

function matches(user: UserRecord, verifier: SrpVerifier, password: string): boolean {
  const given = srpVerifierHex(user.poolId, user.username, password, verifier.saltHex);
  return timingSafeEqual(Buffer.from(given.padStart(HEX_DIGITS, "0")), Buffer.from(verifier.verifierHex.padStart(HEX_DIGITS, "0")));
}

/** True when it is the user's password; never for a user who has none. */
export function isPasswordOf(user: UserRecord, password: string): boolean {
  return user.srp !== null && matches(user, user.srp, password);
}

/**
 * Refuses with PasswordHistoryPolicyViolationException one of the last passwords, the present one among them (documented: the number
 * of previous passwords that a user may not reuse; sentence assumed).
 */
export function checkPasswordHistory(policy: PasswordPolicy, user: UserRecord, password: string): void {
  const known = [...(user.srp === null ? [] : [user.srp]), ...user.passwordHistory].slice(0, policy.historySize);
  if (known.some((verifier) => matches(user, verifier, password))) {
    throw new CognitoException("PasswordHistoryPolicyViolationException", "Password has previously been used.");
  }
}

/** The user with a new permanent password; the old one joins the history as far as the policy remembers. */
export function withPassword(policy: PasswordPolicy, user: UserRecord, password: string): UserRecord {
  const passwordHistory = [...(user.srp === null ? [] : [user.srp]), ...user.passwordHistory].slice(0, policy.historySize);
  const srp = makeSrpVerifier(user.poolId, user.username, password);
  return { ...user, srp, passwordHistory, passwordExpiresAtSeconds: null };
}
