// AdminSetUserMFAPreference: the same preferences as the user's own, set by an administrator.
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { MFA_SETTINGS } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { flag, structure } from "../protocol/shapes";
import { changeMfaPreference } from "../rules/mfa-preference";
import { putUser } from "../store/find-user";

/** Sets the preferences of the user, within what the pool and the user's own factors allow. */
export const adminSetUserMfaPreference = defineOperation({
  name: "AdminSetUserMFAPreference",
  access: "signed",
  quota: "UserUpdate",
  request: {
    ...POOL_USER,
    SMSMfaSettings: MFA_SETTINGS,
    SoftwareTokenMfaSettings: MFA_SETTINGS,
    EmailMfaSettings: MFA_SETTINGS,
    WebAuthnMfaSettings: structure({ Enabled: flag }),
  },
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    const { pool, user } = requirePoolUser(needs, request);
    putUser(needs, { ...user, mfa: changeMfaPreference(pool, user, request) });
    return {};
  },
});
