// AdminResetUserPassword: the present password ends, and a code to choose another is on its way.
import { recoveryAddress } from "../accounts/recovery-address";
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { sendCode } from "../codes/send-code";
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { CLIENT_METADATA } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { putUser } from "../store/find-user";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/**
 * The user must use ConfirmForgotPassword next: a sign-in is PasswordResetRequiredException (documented). Refuses a user who has no
 * password of their own yet, and one without a verified address (sentences observed).
 */
export const adminResetUserPassword = defineOperation({
  name: "AdminResetUserPassword",
  access: "signed",
  quota: "UserAccountRecovery",
  request: { ...POOL_USER, ClientMetadata: CLIENT_METADATA },
  refusals: [...TRIGGER_REFUSALS, "UserNotFoundException"],
  perform: async (request, needs) => {
    const { pool, user } = requirePoolUser(needs, request);
    const isOwnPassword = user.status === "CONFIRMED" || user.status === "RESET_REQUIRED";
    if (!user.enabled || !isOwnPassword) throw notAuthorized("User password cannot be reset in the current state.");
    const to = recoveryAddress(pool, user);
    if (to === null) {
      throw invalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number");
    }
    const reset = { ...user, status: "RESET_REQUIRED" as const };
    putUser(needs, reset);
    const context = { needs, pool, clientId: null, userName: user.username, user: reset, clientMetadata: request.ClientMetadata ?? {} };
    await sendCode({ needs, user: reset, purpose: "password", to, source: "CustomMessage_ForgotPassword", context });
    return {};
  },
});
