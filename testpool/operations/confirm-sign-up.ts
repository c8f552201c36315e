// ConfirmSignUp: the code proves the mailbox, and only then does the email become an alias.
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { optionalString, requireString, type Fields } from "../protocol/read-fields";
import { limitPerHour } from "../rules/limit-per-hour";
import { checkTopLevelSecretHash } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { findUser, putUser, userKey } from "../store/find-user";
import type { ClientRecord, UserRecord } from "../store/records";

/** Documented quota: 15 an hour for each user. */
const TRIES_PER_HOUR = 15;

const expiredCode = () => new CognitoException("ExpiredCodeException", "Invalid code provided, please request a code again.");

function requireUser(needs: Needs, client: ClientRecord, username: string): UserRecord {
  const user = findUser(needs, client.poolId, username);
  if (user !== null) return user;
  if (client.preventUserExistenceErrors) throw expiredCode(); // Assumed: as for a user who asked for no code.
  throw new CognitoException("UserNotFoundException", "Username/client id combination not found.");
}

function checkCode(needs: Needs, user: UserRecord, code: string): void {
  if (user.signUpCode === null || needs.clock.nowSeconds() >= user.signUpCode.expiresAtSeconds) throw expiredCode();
  if (user.signUpCode.code !== code) {
    throw new CognitoException("CodeMismatchException", "Invalid verification code provided, please try again.");
  }
}

/**
 * Confirms a user. Refuses with CodeMismatch, ExpiredCode, LimitExceeded (after 15 tries in an hour, right or wrong),
 * NotAuthorized (already confirmed) and AliasExists exceptions (messages observed).
 */
export function confirmSignUp(request: Fields, needs: Needs): object {
  const client = requireClient(needs, requireString(request, "ClientId", 128));
  const username = requireString(request, "Username", 128);
  checkTopLevelSecretHash(client, username, optionalString(request, "SecretHash"));
  const code = requireString(request, "ConfirmationCode", 2048);
  limitPerHour(needs, `confirm-sign-up|${userKey(client.poolId, username)}`, TRIES_PER_HOUR);
  const user = requireUser(needs, client, username);
  if (user.status === "CONFIRMED") throw notAuthorized("User cannot be confirmed. Current status is CONFIRMED");
  checkCode(needs, user, code);
  const aliasKey = user.email === null ? null : userKey(user.poolId, user.email);
  if (aliasKey !== null && needs.store.get("aliases", aliasKey) !== undefined) {
    throw new CognitoException("AliasExistsException", "An account with the given email already exists.");
  }
  if (aliasKey !== null) needs.store.put("aliases", aliasKey, user.username);
  putUser(needs, { ...user, status: "CONFIRMED", emailVerified: aliasKey !== null, signUpCode: null });
  return {};
}
