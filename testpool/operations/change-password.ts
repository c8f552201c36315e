// ChangePassword: the previous password is proof, so a wrong one counts as a wrong sign-in does. Tokens stay as they are (assumed).
import { limitTokenCall, openTokenCall } from "../accounts/token-call";
import { withoutCodes } from "../codes/judge-code";
import { incorrectPassword } from "../protocol/cognito-exception";
import { ACCESS_TOKEN, PASSWORD } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import type { Needs } from "../protocol/needs";
import { needed } from "../protocol/shapes";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { checkPasswordHistory, isPasswordOf, withPassword } from "../rules/password-history";
import { checkPasswordPolicy } from "../rules/password-policy";
import { putUser } from "../store/find-user";
import type { UserRecord } from "../store/records";

/** Documented quota: 5 an hour for each user. */
const CALLS_PER_HOUR = 5;

/** Judges the previous password; a user without one need not give it (documented). That a wrong one counts towards the lock is assumed. */
function provePrevious(needs: Needs, user: UserRecord, previous: string | undefined): void {
  refuseWhileLocked(needs, "password", user.poolId, user.username);
  if (user.srp === null && previous === undefined) return;
  if (previous === undefined || !isPasswordOf(user, previous)) {
    recordFailure(needs, "password", user.poolId, user.username);
    throw incorrectPassword();
  }
  recordSuccess(needs, "password", user.poolId, user.username);
}

/** Sets a new password; refuses with NotAuthorized, InvalidPassword, PasswordHistoryPolicyViolation and LimitExceeded exceptions. */
export const changePassword = defineOperation({
  name: "ChangePassword",
  access: "token",
  quota: "UserResourceUpdate",
  request: { PreviousPassword: PASSWORD, ProposedPassword: needed(PASSWORD), AccessToken: needed(ACCESS_TOKEN) },
  refusals: ["InvalidPasswordException", "LimitExceededException", "PasswordHistoryPolicyViolationException"],
  perform: (request, needs) => {
    const call = openTokenCall(needs, request);
    const { user, pool } = call;
    limitTokenCall(call, "change-password", CALLS_PER_HOUR);
    provePrevious(needs, user, request.PreviousPassword);
    checkPasswordPolicy(pool.passwordPolicy, request.ProposedPassword);
    checkPasswordHistory(pool.passwordPolicy, user, request.ProposedPassword);
    // A reset code that is on its way would undo the change, so it is void (assumed).
    putUser(needs, { ...withPassword(pool.passwordPolicy, user, request.ProposedPassword), codes: withoutCodes(user, "password") });
    return {};
  },
});
