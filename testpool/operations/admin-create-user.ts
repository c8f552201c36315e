// AdminCreateUser: an account that somebody else opened, with a temporary password in the mail.
import { checkAliases, otherOwner, putUserWithAliases, seizeAliases } from "../accounts/aliases";
import { describeUser } from "../admin/describe-user";
import { invitedIdentity, invitedUser, withTemporaryPassword } from "../admin/invited-user";
import { makeTemporaryPassword } from "../admin/make-temporary-password";
import { sendInvitation } from "../admin/send-invitation";
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import { POOL_USER } from "../admin/user-members";
import { ATTRIBUTES, CLIENT_METADATA, PASSWORD } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import type { Needs } from "../protocol/needs";
import { flag, listOf, oneOf, type ValueOf } from "../protocol/shapes";
import { checkPasswordPolicy } from "../rules/password-policy";
import { requirePool } from "../store/find-client";
import { findUser, putUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { preSignUp } from "../triggers/pre-sign-up";
import type { TriggerContext } from "../triggers/trigger-context";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

const MEMBERS = {
  ...POOL_USER,
  UserAttributes: ATTRIBUTES,
  ValidationData: ATTRIBUTES,
  TemporaryPassword: PASSWORD,
  ForceAliasCreation: flag,
  MessageAction: oneOf(["RESEND", "SUPPRESS"]),
  DesiredDeliveryMediums: listOf(oneOf(["SMS", "EMAIL"])),
  ClientMetadata: CLIENT_METADATA,
} as const;
type CreateRequest = ValueOf<typeof MEMBERS>;

function contextOf(needs: Needs, pool: PoolRecord, request: CreateRequest, userName: string, user: UserRecord | null): TriggerContext {
  const validationData = Object.fromEntries((request.ValidationData ?? []).map(({ Name, Value = "" }) => [Name, Value]));
  return { needs, pool, clientId: null, userName, user, clientMetadata: request.ClientMetadata ?? {}, validationData };
}

/** Mails a new temporary password to somebody who never signed in; nobody else can be invited again (exception documented, sentence observed). */
async function resend(needs: Needs, pool: PoolRecord, request: CreateRequest): Promise<object> {
  const user = findUser(needs, pool.id, request.Username);
  if (user === null) throw new CognitoException("UserNotFoundException", "User does not exist.");
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw new CognitoException(
      "UnsupportedUserStateException",
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  const password = request.TemporaryPassword ?? makeTemporaryPassword(pool.passwordPolicy);
  checkPasswordPolicy(pool.passwordPolicy, password);
  const changed = withTemporaryPassword(pool, user, password, needs.clock.nowSeconds());
  putUser(needs, changed);
  await sendInvitation(contextOf(needs, pool, request, user.username, changed), changed, password);
  return { User: describeUser(findUser(needs, pool.id, user.username) ?? changed) };
}

function checkMediums(request: CreateRequest, attributes: Readonly<Record<string, string>>): void {
  const wants = (medium: "SMS" | "EMAIL") =>
    request.MessageAction !== "SUPPRESS" && request.DesiredDeliveryMediums?.includes(medium) === true;
  // A medium that was asked for needs its address (documented rule; sentence assumed).
  if (wants("EMAIL") && attributes["email"] === undefined)
    throw invalidParameter("User should have an email to receive the invitation by email.");
  if (wants("SMS") && attributes["phone_number"] === undefined) {
    throw invalidParameter("User should have a phone number to receive the invitation by SMS.");
  }
}

/** Refuses a name that somebody has (both sentences observed); the same rule twice, because somebody may take it during a trigger. */
function checkFree(needs: Needs, pool: PoolRecord, request: CreateRequest, user: UserRecord): void {
  const exists = (message: string) => new CognitoException("UsernameExistsException", message);
  for (const name of pool.usernameAttributes) {
    const value = user.attributes[name];
    if (value !== undefined && otherOwner(needs, user, value) !== null) throw exists(`An account with the given ${name} already exists.`);
  }
  if (findUser(needs, pool.id, user.username) !== null) throw exists("User account already exists");
  if (request.ForceAliasCreation !== true) checkAliases(needs, pool, user);
}

/**
 * Answers User. Without MessageAction the invitation is mailed; SUPPRESS mails nothing; RESEND mails a new password to a user who has
 * not signed in yet. The PreSignUp trigger may refuse, and what it would confirm or verify is ignored here (documented).
 */
export const adminCreateUser = defineOperation({
  name: "AdminCreateUser",
  access: "signed",
  quota: "UserCreation",
  request: MEMBERS,
  refusals: [
    ...TRIGGER_REFUSALS,
    "AliasExistsException",
    "InvalidPasswordException",
    "UnsupportedUserStateException",
    "UserNotFoundException",
    "UsernameExistsException",
  ],
  perform: async (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    if (request.MessageAction === "RESEND") return resend(needs, pool, request);
    const identity = invitedIdentity(pool, request.Username, request.UserAttributes ?? []);
    checkMediums(request, identity.attributes);
    const { user, password } = invitedUser(pool, identity, request.TemporaryPassword ?? null, needs.clock.nowSeconds());
    checkFree(needs, pool, request, user);
    const context = contextOf(needs, pool, request, user.username, user);
    await preSignUp(context, "PreSignUp_AdminCreateUser");
    checkFree(needs, pool, request, user);
    if (request.ForceAliasCreation === true) seizeAliases(needs, pool, user);
    putUserWithAliases(needs, pool, user);
    if (password !== null && request.MessageAction !== "SUPPRESS") await sendInvitation(context, user, password);
    return { User: describeUser(user) };
  },
});
