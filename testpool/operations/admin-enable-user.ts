// AdminEnableUser: the user may sign in again.
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { defineOperation } from "../protocol/define-operation";
import { putUser } from "../store/find-user";

/** Enables the user. */
export const adminEnableUser = defineOperation({
  name: "AdminEnableUser",
  access: "signed",
  quota: "UserUpdate",
  request: POOL_USER,
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    putUser(needs, { ...requirePoolUser(needs, request).user, enabled: true });
    return {};
  },
});
