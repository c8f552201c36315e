// SignUp: the username is the caller's, the email an alias that nobody owns before it is confirmed.
import { randomUUID } from "node:crypto";
import { CognitoException, invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { isFields, optionalString, requireString, type Fields } from "../protocol/read-fields";
import { checkPasswordPolicy } from "../rules/password-policy";
import { checkTopLevelSecretHash } from "../rules/secret-hash";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { requireClient, requirePool } from "../store/find-client";
import { findUser } from "../store/find-user";
import { sendSignUpCode } from "../codes/send-sign-up-code";

const EMAIL_FORM = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const USERNAME_FORM = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** The email among UserAttributes; attributes that this pool does not have are refused (assumed sentence). */
function readEmail(request: Fields): string | null {
  const list = request["UserAttributes"] ?? [];
  if (!Array.isArray(list)) throw invalidParameter("Value at 'userAttributes' must be a list");
  let email: string | null = null;
  for (const entry of list as unknown[]) {
    if (!isFields(entry)) throw invalidParameter("Value at 'userAttributes' must be a list of attributes");
    const name = requireString(entry, "Name", 32);
    if (name !== "email")
      throw invalidParameter(`Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`);
    email = requireString(entry, "Value", 2048);
  }
  if (email !== null && !EMAIL_FORM.test(email)) throw invalidParameter("Invalid email address format.");
  return email;
}

function checkUsername(username: string): void {
  if (!USERNAME_FORM.test(username)) {
    throw invalidParameter(
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    );
  }
  if (EMAIL_FORM.test(username)) {
    throw invalidParameter("Username cannot be of email format, since user pool is configured for email alias.");
  }
}

/**
 * Creates an unconfirmed user and sends a code. Refuses with UsernameExists, InvalidPassword, InvalidParameter and
 * NotAuthorized exceptions; an email that somebody else owns is found out only at confirmation (documented).
 */
export function signUp(request: Fields, needs: Needs): object {
  const client = requireClient(needs, requireString(request, "ClientId", 128));
  const username = requireString(request, "Username", 128);
  checkTopLevelSecretHash(client, username, optionalString(request, "SecretHash"));
  if (!requirePool(needs, client.poolId).selfSignUp) throw notAuthorized("SignUp is not permitted for this user pool");
  const password = requireString(request, "Password", 1024);
  checkUsername(username);
  const email = readEmail(request);
  checkPasswordPolicy(password);
  if (findUser(needs, client.poolId, username) !== null) throw new CognitoException("UsernameExistsException", "User already exists");
  const sub = randomUUID();
  const delivery = sendSignUpCode(needs, {
    poolId: client.poolId,
    username,
    sub,
    email,
    emailVerified: false,
    status: "UNCONFIRMED",
    enabled: true,
    createdAtSeconds: needs.clock.nowSeconds(),
    srp: makeSrpVerifier(client.poolId, username, password),
    totp: null,
    pendingTotpSecret: null,
    signUpCode: null,
    mfa: { softwareToken: false, softwareTokenPreferred: false, webAuthn: false },
  });
  return { UserConfirmed: false, UserSub: sub, ...(delivery === null ? {} : { CodeDeliveryDetails: delivery }) };
}
