// DeleteUser: users leave by themselves.
import { removeUser } from "../accounts/remove-user";
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requireAccessToken } from "../tokens/require-access-token";

/** Removes the caller at once, with every sign-in; the name is free again. */
export const deleteUser = defineOperation({
  name: "DeleteUser",
  access: "token",
  quota: "UserUpdate",
  request: { AccessToken: needed(ACCESS_TOKEN) },
  refusals: [],
  perform: (request, needs) => {
    removeUser(needs, requireAccessToken(needs, request.AccessToken).user);
    return {};
  },
});
