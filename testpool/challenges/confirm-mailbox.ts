// A mailbox that was proven while signing in becomes the user's email and second factor.
import { checkAliases, putUserWithAliases } from "../accounts/aliases";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { UserRecord } from "../store/records";

/** The user with that address proven and preferred; AliasExistsException when it finds somebody else already. */
export function confirmMailbox(needs: Needs, user: UserRecord, email: string): UserRecord {
  const pool = requirePool(needs, user.poolId);
  const attributes = { ...user.attributes, email, email_verified: "true" };
  const changed: UserRecord = { ...user, attributes, mfa: { ...user.mfa, email: true, preferred: "EMAIL_OTP" } };
  checkAliases(needs, pool, changed);
  putUserWithAliases(needs, pool, changed);
  return changed;
}
