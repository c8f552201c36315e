// UpdateUserAttributes: what users change of themselves. A new email is unproven, or waits until it is proven (verifyBeforeUpdate).
import { checkAliases, putUserWithAliases } from "../accounts/aliases";
import { checkChange, isProvable, withAttribute } from "../accounts/change-attributes";
import { openTokenCall, type TokenCall } from "../accounts/token-call";
import { contextOf } from "../accounts/account-call";
import { withoutCodes } from "../codes/judge-code";
import { sendCode, type CodeDelivery } from "../codes/send-code";
import { ACCESS_TOKEN, ATTRIBUTES, CLIENT_METADATA } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { isVerified, reloadUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/** The user after one change. With AttributesRequireVerificationBeforeUpdate the old value stays until the new one is proven (documented). */
function afterChange(pool: PoolRecord, user: UserRecord, name: string, value: string): UserRecord {
  if (!isProvable(name)) return withAttribute(user, name, value);
  const { [name]: _earlier, ...pendingAttributes } = user.pendingAttributes;
  const changing = { ...user, pendingAttributes, codes: withoutCodes(user, `attribute:${name}`) };
  const isWaiting = pool.verifyBeforeUpdate.includes(name) && value !== "" && value !== user.attributes[name];
  return isWaiting ? { ...changing, pendingAttributes: { ...pendingAttributes, [name]: value } } : withAttribute(changing, name, value);
}

/** Mails the code for a new email, where emails are verified automatically; nothing for one that is proven already (assumed). */
async function proveEmail(call: TokenCall, user: UserRecord): Promise<readonly CodeDelivery[]> {
  const pending = user.pendingAttributes["email"];
  const to = pending ?? user.attributes["email"];
  const isNeeded = pending !== undefined || (call.pool.autoVerifiedAttributes.includes("email") && !isVerified(user, "email"));
  if (to === undefined || !isNeeded) return [];
  const context = contextOf(call, user, user.username);
  const order = { needs: call.needs, user, purpose: "attribute:email", to, source: "CustomMessage_UpdateUserAttribute", context } as const;
  return [await sendCode(order)];
}

/**
 * Changes attributes, all or none. Refuses with InvalidParameterException what the schema does not allow, NotAuthorizedException what the
 * client may not write, and AliasExistsException a name that is somebody else's; an unproven alias is told only to whoever proves it.
 */
export const updateUserAttributes = defineOperation({
  name: "UpdateUserAttributes",
  access: "token",
  quota: "UserUpdate",
  request: { UserAttributes: needed(ATTRIBUTES), AccessToken: needed(ACCESS_TOKEN), ClientMetadata: CLIENT_METADATA },
  refusals: [...TRIGGER_REFUSALS, "AliasExistsException"],
  perform: async (request, needs) => {
    const call = openTokenCall(needs, request);
    const changes = new Map(request.UserAttributes.map(({ Name, Value = "" }) => [Name, Value]));
    for (const [name, value] of changes) checkChange(call.pool, call.client, name, value);
    const changed = [...changes].reduce((user, [name, value]) => afterChange(call.pool, user, name, value), call.user);
    checkAliases(needs, call.pool, changed);
    putUserWithAliases(needs, call.pool, changed);
    const user = reloadUser(needs, changed) ?? changed;
    return { CodeDeliveryDetailsList: changes.has("email") ? await proveEmail(call, user) : [] };
  },
});
