// AdminDisableUser: nobody signs in as this user any more, and every token ends.
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { defineOperation } from "../protocol/define-operation";
import { putUser } from "../store/find-user";
import { revokeEveryFamily } from "../tokens/revoke-family";

/** Disables the user and revokes every sign-in (documented); they stay revoked when the user is enabled again (assumed). */
export const adminDisableUser = defineOperation({
  name: "AdminDisableUser",
  access: "signed",
  quota: "UserUpdate",
  request: POOL_USER,
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    const { user } = requirePoolUser(needs, request);
    putUser(needs, { ...user, enabled: false });
    revokeEveryFamily(needs, user);
    return {};
  },
});
