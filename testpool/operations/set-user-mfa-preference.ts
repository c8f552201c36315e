// SetUserMFAPreference: what a user wants, within what the pool and the user's own factors allow.
import { ACCESS_TOKEN, MFA_SETTINGS } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { flag, needed, structure } from "../protocol/shapes";
import { changeMfaPreference } from "../rules/mfa-preference";
import { putUser } from "../store/find-user";
import { requireAccessToken } from "../tokens/require-access-token";

/** Sets the preferences of the caller. */
export const setUserMfaPreference = defineOperation({
  name: "SetUserMFAPreference",
  access: "token",
  quota: "UserResourceUpdate",
  request: {
    SMSMfaSettings: MFA_SETTINGS,
    SoftwareTokenMfaSettings: MFA_SETTINGS,
    EmailMfaSettings: MFA_SETTINGS,
    WebAuthnMfaSettings: structure({ Enabled: flag }),
    AccessToken: needed(ACCESS_TOKEN),
  },
  refusals: [],
  perform: (request, needs) => {
    const { user, pool } = requireAccessToken(needs, request.AccessToken);
    putUser(needs, { ...user, mfa: changeMfaPreference(pool, user, request) });
    return {};
  },
});
