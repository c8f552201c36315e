// AdminDeleteSoftwareToken: for somebody whose phone is gone. The app's secret and the wish for its codes go together.
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { defineOperation } from "../protocol/define-operation";
import { activeMfaMethods } from "../rules/active-mfa";
import { putUser } from "../store/find-user";
import type { UserRecord } from "../store/records";

function withoutToken(user: UserRecord): UserRecord {
  const preferred = user.mfa.preferred === "SOFTWARE_TOKEN_MFA" ? null : user.mfa.preferred;
  return { ...user, totp: null, pendingTotpSecret: null, mfa: { ...user.mfa, softwareToken: false, preferred } };
}

/**
 * Deletes the user's app; a new one can be registered (documented). A user without an app is left as they are, and a passkey preference
 * ends with the last method beside it (both assumed).
 */
export const adminDeleteSoftwareToken = defineOperation({
  name: "AdminDeleteSoftwareToken",
  access: "signed",
  quota: "UserUpdate",
  request: POOL_USER,
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    const { pool, user } = requirePoolUser(needs, request);
    const changed = withoutToken(user);
    const webAuthn = changed.mfa.webAuthn && activeMfaMethods(pool, changed).length > 0;
    putUser(needs, { ...changed, mfa: { ...changed.mfa, webAuthn } });
    return {};
  },
});
