// AdminUserGlobalSignOut: ends every sign-in of a user that exists now.
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { defineOperation } from "../protocol/define-operation";
import { revokeEveryFamily } from "../tokens/revoke-family";

/** Revokes every family of the user, on every client of the pool. */
export const adminUserGlobalSignOut = defineOperation({
  name: "AdminUserGlobalSignOut",
  access: "signed",
  quota: "UserUpdate",
  request: POOL_USER,
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    revokeEveryFamily(needs, requirePoolUser(needs, request).user);
    return {};
  },
});
