// ConfirmSignUp: the code proves the mailbox, and only then does the email become an alias.
import { ACCOUNT_REQUEST, contextOf, limitCall, openAccountCall, userNotFound, type AccountCall } from "../accounts/account-call";
import { checkAliases, putUserWithAliases, seizeAliases } from "../accounts/aliases";
import { signUpSession, spendSignUpSession } from "../accounts/sign-up-session";
import { expiredCode, requireRightCode, withoutCodes } from "../codes/judge-code";
import { notAuthorized } from "../protocol/cognito-exception";
import { CONFIRMATION_CODE, SESSION } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { flag, needed } from "../protocol/shapes";
import { reloadUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import { postConfirmation } from "../triggers/post-confirmation";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/** Documented quota: 15 an hour for each user. */
const TRIES_PER_HOUR = 15;

/** The user who may be confirmed; sentences observed, and that an unknown user is as one who asked for no code is assumed. */
function requireUnconfirmed({ user, client }: AccountCall): UserRecord {
  if (user === null) throw client.preventUserExistenceErrors ? expiredCode() : userNotFound();
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status !== "UNCONFIRMED") throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  return user;
}

/** The user once confirmed. A right code that meets a taken alias stays valid, so that ForceAliasCreation can follow (assumed). */
function confirmUser({ needs, pool }: AccountCall, user: UserRecord, code: string, isForced: boolean): UserRecord {
  const { sentTo } = requireRightCode(needs, user, "sign-up", code);
  // The code proves the address that it was sent to, which may not be the user's any more.
  const isProven = sentTo !== undefined && sentTo === user.attributes["email"];
  const attributes = isProven ? { ...user.attributes, email_verified: "true" } : user.attributes;
  const confirmed = { ...user, status: "CONFIRMED" as const, attributes, codes: withoutCodes(user, "sign-up") };
  if (isForced) seizeAliases(needs, pool, confirmed);
  else checkAliases(needs, pool, confirmed);
  putUserWithAliases(needs, pool, confirmed);
  return confirmed;
}

/**
 * Confirms a user, and answers a Session for USER_AUTH. Refuses with CodeMismatch, ExpiredCode, LimitExceeded (after 15 tries in an
 * hour, right or wrong), TooManyFailedAttempts, NotAuthorized (already confirmed) and AliasExists exceptions.
 */
export const confirmSignUp = defineOperation({
  name: "ConfirmSignUp",
  access: "public",
  quota: "UserCreation",
  request: {
    ...ACCOUNT_REQUEST,
    ConfirmationCode: needed(CONFIRMATION_CODE),
    ForceAliasCreation: flag,
    Session: SESSION,
  },
  refusals: [
    ...TRIGGER_REFUSALS,
    "AliasExistsException",
    "CodeMismatchException",
    "ExpiredCodeException",
    "LimitExceededException",
    "TooManyFailedAttemptsException",
    "UserNotFoundException",
  ],
  perform: async (request, needs) => {
    const call = openAccountCall(needs, request);
    limitCall(call, "confirm-sign-up", TRIES_PER_HOUR);
    const user = requireUnconfirmed(call);
    if (request.Session !== undefined) spendSignUpSession(needs, call.client, user, request.Session);
    const confirmed = confirmUser(call, user, request.ConfirmationCode, request.ForceAliasCreation === true);
    await postConfirmation(contextOf(call, confirmed, confirmed.username), "PostConfirmation_ConfirmSignUp");
    const current = reloadUser(needs, confirmed);
    return current === null ? {} : signUpSession(needs, call.client, current, true);
  },
});
