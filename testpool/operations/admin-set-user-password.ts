// AdminSetUserPassword: a password that an administrator chose, for good or until the next sign-in.
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { PASSWORD } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { flag, needed } from "../protocol/shapes";
import { checkPasswordHistory, withPassword } from "../rules/password-history";
import { checkPasswordPolicy } from "../rules/password-policy";
import { temporaryPasswordEnd } from "../rules/temporary-password";
import { putUser } from "../store/find-user";

/**
 * A permanent password confirms the user, whatever state they were in (documented); a temporary one, which is the default, must be
 * changed at the next sign-in. Sign-ins that exist go on (assumed).
 */
export const adminSetUserPassword = defineOperation({
  name: "AdminSetUserPassword",
  access: "signed",
  quota: "UserUpdate",
  request: { ...POOL_USER, Password: needed(PASSWORD), Permanent: flag },
  refusals: ["InvalidPasswordException", "PasswordHistoryPolicyViolationException", "UserNotFoundException"],
  perform: (request, needs) => {
    const { pool, user } = requirePoolUser(needs, request);
    checkPasswordPolicy(pool.passwordPolicy, request.Password);
    checkPasswordHistory(pool.passwordPolicy, user, request.Password);
    const changed = withPassword(pool.passwordPolicy, user, request.Password);
    const isPermanent = request.Permanent === true;
    putUser(needs, {
      ...changed,
      status: isPermanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
      passwordExpiresAtSeconds: isPermanent ? null : temporaryPasswordEnd(pool.passwordPolicy, needs.clock.nowSeconds()),
    });
    return {};
  },
});
