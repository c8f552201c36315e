// DeleteUserAttributes: what users remove of themselves; an alias goes with its attribute.
import { putUserWithAliases } from "../accounts/aliases";
import { checkRemoval, withAttribute } from "../accounts/change-attributes";
import { openTokenCall } from "../accounts/token-call";
import { ACCESS_TOKEN, ATTRIBUTE_NAME } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { listOf, needed } from "../protocol/shapes";

/** Removes attributes, all or none; refuses what the schema requires or does not have, and what the client may not write. */
export const deleteUserAttributes = defineOperation({
  name: "DeleteUserAttributes",
  access: "token",
  quota: "UserUpdate",
  request: { UserAttributeNames: needed(listOf(ATTRIBUTE_NAME)), AccessToken: needed(ACCESS_TOKEN) },
  refusals: [],
  perform: (request, needs) => {
    const { user, pool, client } = openTokenCall(needs, request);
    for (const name of request.UserAttributeNames) checkRemoval(pool, client, name);
    const changed = request.UserAttributeNames.reduce((left, name) => withAttribute(left, name, ""), user);
    putUserWithAliases(needs, pool, changed);
    return {};
  },
});
