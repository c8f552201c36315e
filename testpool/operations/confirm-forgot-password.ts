// ConfirmForgotPassword: the mailed code sets a new password, and ends the lock on the old one. Tokens stay as they are (assumed).
import { ACCOUNT_REQUEST, contextOf, limitCall, openAccountCall, userNotFound, type AccountCall } from "../accounts/account-call";
import { RECOVERY_TRIES_PER_HOUR, recoveryAddress } from "../accounts/recovery-address";
import { refuseSimulatedReset } from "../accounts/simulated-recovery";
import { requireRightCode, withoutCodes } from "../codes/judge-code";
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import { CONFIRMATION_CODE, PASSWORD } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { recordSuccess } from "../rules/guard-attempts";
import { checkPasswordHistory, withPassword } from "../rules/password-history";
import { checkPasswordPolicy } from "../rules/password-policy";
import { putUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import { postConfirmation } from "../triggers/post-confirmation";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/** True when a code may be on its way: an administrator's reset sends one whatever the pool's recovery options are. */
function isRecoverable({ pool }: AccountCall, user: UserRecord): boolean {
  return user.codes.password !== undefined || recoveryAddress(pool, user) !== null;
}

/** The user whose password may be reset. Whoever ForgotPassword simulates is simulated here too (documented; the sentences observed). */
function requireResettable(call: AccountCall): UserRecord {
  const { client, user } = call;
  if (client.preventUserExistenceErrors && (user === null || !user.enabled || !isRecoverable(call, user))) refuseSimulatedReset(call);
  if (user === null) throw userNotFound();
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED" && !isRecoverable(call, user)) {
    throw new CognitoException("UserNotConfirmedException", "User is not confirmed.");
  }
  return user;
}

/**
 * Sets the password and confirms the user. Refuses with CodeMismatch, ExpiredCode, TooManyFailedAttempts, LimitExceeded, InvalidPassword
 * (looked at before the code, so that it costs no guess; assumed) and PasswordHistoryPolicyViolation exceptions (the code stays valid).
 */
export const confirmForgotPassword = defineOperation({
  name: "ConfirmForgotPassword",
  access: "public",
  quota: "UserAccountRecovery",
  request: {
    ...ACCOUNT_REQUEST,
    ConfirmationCode: needed(CONFIRMATION_CODE),
    Password: needed(PASSWORD),
  },
  refusals: [
    ...TRIGGER_REFUSALS,
    "CodeMismatchException",
    "ExpiredCodeException",
    "InvalidPasswordException",
    "LimitExceededException",
    "PasswordHistoryPolicyViolationException",
    "TooManyFailedAttemptsException",
    "UserNotConfirmedException",
    "UserNotFoundException",
  ],
  perform: async (request, needs) => {
    const call = openAccountCall(needs, request);
    const { passwordPolicy } = call.pool;
    limitCall(call, "recovery", RECOVERY_TRIES_PER_HOUR);
    checkPasswordPolicy(passwordPolicy, request.Password);
    const user = requireResettable(call);
    requireRightCode(needs, user, "password", request.ConfirmationCode);
    checkPasswordHistory(passwordPolicy, user, request.Password);
    const reset = { ...withPassword(passwordPolicy, user, request.Password), status: "CONFIRMED" as const };
    putUser(needs, { ...reset, codes: withoutCodes(user, "password") });
    recordSuccess(needs, "password", user.poolId, user.username);
    await postConfirmation(contextOf(call, reset, user.username), "PostConfirmation_ConfirmForgotPassword");
    return {};
  },
});
