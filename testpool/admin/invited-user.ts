// What AdminCreateUser makes of a request: the name, the attributes and the first password of a user who did not sign up.
import { randomUUID } from "node:crypto";
import { checkUsernameForm, usernameAttribute } from "../accounts/sign-up-attributes";
import { checkPasswordPolicy } from "../rules/password-policy";
import { temporaryPasswordEnd } from "../rules/temporary-password";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { newUser } from "../store/new-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { makeTemporaryPassword } from "./make-temporary-password";
import { checkVerifiedAttributes, readUserAttributes, type AttributeList } from "./user-attributes";

/** Username and attributes of somebody new. In a pool with username attributes the username is made up and the name becomes an attribute. */
export interface InvitedIdentity {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The identity behind a request, or InvalidParameterException. */
export function invitedIdentity(pool: PoolRecord, name: string, list: AttributeList): InvitedIdentity {
  const sub = randomUUID();
  const given = readUserAttributes(pool, list);
  const standsFor = usernameAttribute(pool, name);
  checkUsernameForm(pool, name);
  const attributes = standsFor === null ? given : { ...given, [standsFor]: name };
  checkVerifiedAttributes(attributes);
  return { username: standsFor === null ? name : sub, sub, attributes };
}

/** True when the pool lets somebody in who has no password: by a code to an address that they have (documented). */
function isPasswordless(pool: PoolRecord, { attributes }: InvitedIdentity): boolean {
  const byEmail = pool.firstFactors.includes("EMAIL_OTP") && attributes["email"] !== undefined;
  return byEmail || (pool.firstFactors.includes("SMS_OTP") && attributes["phone_number"] !== undefined);
}

/**
 * The new user and the temporary password to mail, which is null for a user who needs none: in a passwordless pool, without one in the
 * request, the user is confirmed at once (observed). Refuses a password that the policy does not allow.
 */
export function invitedUser(
  pool: PoolRecord,
  identity: InvitedIdentity,
  asked: string | null,
  nowSeconds: number,
): { readonly user: UserRecord; readonly password: string | null } {
  const { username, sub, attributes } = identity;
  if (asked !== null) checkPasswordPolicy(pool.passwordPolicy, asked);
  const password = asked ?? (isPasswordless(pool, identity) ? null : makeTemporaryPassword(pool.passwordPolicy));
  const user = newUser({ poolId: pool.id, username, sub }, nowSeconds, { attributes });
  if (password === null) return { user, password };
  return { user: withTemporaryPassword(pool, user, password, nowSeconds), password };
}

/** The user with a password that must be changed at the first sign-in and ends when the policy says. */
export function withTemporaryPassword(pool: PoolRecord, user: UserRecord, password: string, nowSeconds: number): UserRecord {
  return {
    ...user,
    status: "FORCE_CHANGE_PASSWORD",
    srp: makeSrpVerifier(pool.id, user.username, password),
    passwordExpiresAtSeconds: temporaryPasswordEnd(pool.passwordPolicy, nowSeconds),
  };
}
