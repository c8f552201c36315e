// AdminUpdateUserAttributes: what an administrator changes of somebody, the proof of an address included.
import { checkAliases, putUserWithAliases } from "../accounts/aliases";
import { requirePoolUser } from "../admin/require-user";
import { emailToProve, withAdminChanges } from "../admin/update-attributes";
import { POOL_USER } from "../admin/user-members";
import { sendCode } from "../codes/send-code";
import { ATTRIBUTES, CLIENT_METADATA } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { reloadUser } from "../store/find-user";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/** Changes attributes, all or none; AliasExistsException when a proven name is somebody else's. */
export const adminUpdateUserAttributes = defineOperation({
  name: "AdminUpdateUserAttributes",
  access: "signed",
  quota: "UserUpdate",
  request: { ...POOL_USER, UserAttributes: needed(ATTRIBUTES), ClientMetadata: CLIENT_METADATA },
  refusals: [...TRIGGER_REFUSALS, "AliasExistsException", "UserNotFoundException"],
  perform: async (request, needs) => {
    const { pool, user: before } = requirePoolUser(needs, request);
    const changes = new Map(request.UserAttributes.map(({ Name, Value = "" }) => [Name, Value]));
    const changed = withAdminChanges(pool, before, changes);
    checkAliases(needs, pool, changed);
    putUserWithAliases(needs, pool, changed);
    const user = reloadUser(needs, changed) ?? changed;
    const to = emailToProve(pool, before, user);
    if (to === null) return {};
    const context = { needs, pool, clientId: null, userName: user.username, user, clientMetadata: request.ClientMetadata ?? {} };
    await sendCode({ needs, user, purpose: "attribute:email", to, source: "CustomMessage_UpdateUserAttribute", context });
    return {};
  },
});
