// AdminGetUser: everything about a user, whatever a client may read.
import { describeMfa, describeUser } from "../admin/describe-user";
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { defineOperation } from "../protocol/define-operation";

/** Answers Username, UserAttributes, the user's state and the active MFA methods. */
export const adminGetUser = defineOperation({
  name: "AdminGetUser",
  access: "signed",
  quota: "UserRead",
  request: POOL_USER,
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    const { pool, user } = requirePoolUser(needs, request);
    const { Attributes: UserAttributes, ...rest } = describeUser(user);
    return { ...rest, UserAttributes, ...describeMfa(pool, user) };
  },
});
