// ConfirmSignUp: the code proves the mailbox, and only then does the email become an alias.
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import { CLIENT_ID, CLIENT_METADATA, CONFIRMATION_CODE, CONTEXT, SECRET_HASH, SESSION, USERNAME } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import type { Needs } from "../protocol/needs";
import { flag, needed } from "../protocol/shapes";
import { limitPerHour } from "../rules/limit-per-hour";
import { checkTopLevelSecretHash } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { emailOf, findUser, putUser, userKey } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";

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
  const sent = user.codes["sign-up"];
  if (sent === undefined || needs.clock.nowSeconds() >= sent.expiresAtSeconds) throw expiredCode();
  if (sent.code !== code) {
    throw new CognitoException("CodeMismatchException", "Invalid verification code provided, please try again.");
  }
}

/**
 * Confirms a user. Refuses with CodeMismatch, ExpiredCode, LimitExceeded (after 15 tries in an hour, right or wrong),
 * NotAuthorized (already confirmed) and AliasExists exceptions (messages observed).
 */
export const confirmSignUp = defineOperation({
  name: "ConfirmSignUp",
  access: "public",
  quota: "UserCreation",
  request: {
    ClientId: needed(CLIENT_ID),
    SecretHash: SECRET_HASH,
    Username: needed(USERNAME),
    ConfirmationCode: needed(CONFIRMATION_CODE),
    ForceAliasCreation: flag,
    ClientMetadata: CLIENT_METADATA,
    Session: SESSION,
    ...CONTEXT,
  },
  refusals: ["AliasExistsException", "CodeMismatchException", "ExpiredCodeException", "LimitExceededException", "UserNotFoundException"],
  perform: (request, needs) => {
    const client = requireClient(needs, request.ClientId);
    const username = request.Username;
    checkTopLevelSecretHash(client, username, request.SecretHash ?? null);
    limitPerHour(needs, `confirm-sign-up|${userKey(client.poolId, username)}`, TRIES_PER_HOUR);
    const user = requireUser(needs, client, username);
    if (user.status === "CONFIRMED") throw notAuthorized("User cannot be confirmed. Current status is CONFIRMED");
    checkCode(needs, user, request.ConfirmationCode);
    const email = emailOf(user);
    const aliasKey = email === null ? null : userKey(user.poolId, email);
    if (aliasKey !== null && needs.store.get("aliases", aliasKey) !== undefined) {
      throw new CognitoException("AliasExistsException", "An account with the given email already exists.");
    }
    if (aliasKey !== null) needs.store.put("aliases", aliasKey, user.username);
    const { "sign-up": _spent, ...codes } = user.codes;
    const attributes = aliasKey === null ? user.attributes : { ...user.attributes, email_verified: "true" };
    putUser(needs, { ...user, status: "CONFIRMED", attributes, codes });
    return {};
  },
});
