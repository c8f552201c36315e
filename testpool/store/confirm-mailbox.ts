// A mailbox that was proven while signing in becomes the user's email and second factor.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "./find-client";
import { emailOf, nameKey, putUser } from "./find-user";
import type { UserRecord } from "./records";

/** The user with that address proven and preferred; AliasExistsException when it signs somebody else in already. */
export function confirmMailbox(needs: Needs, user: UserRecord, email: string): UserRecord {
  const pool = requirePool(needs, user.poolId);
  if (pool.aliasAttributes.includes("email") || pool.usernameAttributes.includes("email")) {
    const owner = needs.store.get("aliases", nameKey(needs, pool.id, email));
    if (owner !== undefined && owner !== user.username) {
      throw new CognitoException("AliasExistsException", "An account with the given email already exists.");
    }
    const former = emailOf(user);
    if (former !== null && needs.store.get("aliases", nameKey(needs, pool.id, former)) === user.username) {
      needs.store.remove("aliases", nameKey(needs, pool.id, former));
    }
    needs.store.put("aliases", nameKey(needs, pool.id, email), user.username);
  }
  const attributes = { ...user.attributes, email, email_verified: "true" };
  const changed = { ...user, attributes, mfa: { ...user.mfa, email: true, preferred: "EMAIL_OTP" as const } };
  putUser(needs, changed);
  return changed;
}
