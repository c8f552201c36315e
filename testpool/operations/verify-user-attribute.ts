// VerifyUserAttribute: the code proves an address, and only then is it the user's name.
import { checkAliases, putUserWithAliases } from "../accounts/aliases";
import { isProvable, withAttribute } from "../accounts/change-attributes";
import { limitTokenCall, openTokenCall } from "../accounts/token-call";
import { expiredCode, requireRightCode, withoutCodes } from "../codes/judge-code";
import { invalidParameter } from "../protocol/cognito-exception";
import { ACCESS_TOKEN, ATTRIBUTE_NAME, CONFIRMATION_CODE } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";

/** Documented quota: 15 an hour for each user. */
const TRIES_PER_HOUR = 15;

/**
 * Marks the attribute as verified, and puts a waiting value in the place of the old one. Refuses with CodeMismatch, ExpiredCode,
 * LimitExceeded (after 15 tries in an hour, or at one code) and AliasExists exceptions; another attribute is
 * InvalidParameterException (sentence assumed).
 */
export const verifyUserAttribute = defineOperation({
  name: "VerifyUserAttribute",
  access: "token",
  quota: "UserResourceUpdate",
  request: { AccessToken: needed(ACCESS_TOKEN), AttributeName: needed(ATTRIBUTE_NAME), Code: needed(CONFIRMATION_CODE) },
  refusals: ["AliasExistsException", "CodeMismatchException", "ExpiredCodeException", "LimitExceededException"],
  perform: (request, needs) => {
    const call = openTokenCall(needs, request);
    const { user, pool } = call;
    const name = request.AttributeName;
    limitTokenCall(call, "verify-attribute", TRIES_PER_HOUR);
    if (!isProvable(name)) throw invalidParameter(`Attribute ${name} cannot be verified by a code.`);
    const { sentTo } = requireRightCode(needs, user, `attribute:${name}`, request.Code);
    const value = user.pendingAttributes[name] ?? user.attributes[name];
    if (value === undefined || sentTo !== value) throw expiredCode();
    const { attributes, pendingAttributes } = withAttribute(user, name, value);
    const { [name]: _proven, ...stillPending } = pendingAttributes;
    const verified = { ...user, attributes: { ...attributes, [`${name}_verified`]: "true" }, pendingAttributes: stillPending };
    checkAliases(needs, pool, verified);
    const isNew = user.attributes[name] !== value;
    const spent = withoutCodes(user, `attribute:${name}`, ...(isNew ? (["password"] as const) : []));
    putUserWithAliases(needs, pool, { ...verified, codes: spent });
    return {};
  },
});
