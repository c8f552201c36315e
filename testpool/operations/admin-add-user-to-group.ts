// AdminAddUserToGroup: the user's next tokens carry the group.
import { requireGroup } from "../admin/groups";
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { GROUP_NAME } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { putUser } from "../store/find-user";

/** Adds the user; one who is in the group already stays in it. A group that the pool lacks is ResourceNotFoundException. */
export const adminAddUserToGroup = defineOperation({
  name: "AdminAddUserToGroup",
  access: "signed",
  quota: "UserUpdate",
  request: { ...POOL_USER, GroupName: needed(GROUP_NAME) },
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    const { pool, user } = requirePoolUser(needs, request);
    const { name } = requireGroup(needs, pool.id, request.GroupName);
    if (!user.groups.includes(name)) putUser(needs, { ...user, groups: [...user.groups, name] });
    return {};
  },
});
