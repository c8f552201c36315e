// GetUserAttributeVerificationCode: a code for the email that waits for its proof, or for the one that the user has.
import { contextOf } from "../accounts/account-call";
import { limitTokenCall, openTokenCall } from "../accounts/token-call";
import { sendCode } from "../codes/send-code";
import { invalidParameter } from "../protocol/cognito-exception";
import { ACCESS_TOKEN, ATTRIBUTE_NAME, CLIENT_METADATA } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/** Documented quota: 5 an hour for each user. */
const CALLS_PER_HOUR = 5;

/**
 * Answers CodeDeliveryDetails. Refuses with LimitExceededException above five an hour, and InvalidParameterException for an attribute
 * that no code can prove here or that the user does not have (sentences assumed; codes by SMS are not sent).
 */
export const getUserAttributeVerificationCode = defineOperation({
  name: "GetUserAttributeVerificationCode",
  access: "token",
  quota: "UserResourceUpdate",
  request: { AccessToken: needed(ACCESS_TOKEN), AttributeName: needed(ATTRIBUTE_NAME), ClientMetadata: CLIENT_METADATA },
  refusals: [...TRIGGER_REFUSALS, "LimitExceededException"],
  perform: async (request, needs) => {
    const call = openTokenCall(needs, request);
    const { user } = call;
    limitTokenCall(call, "attribute-code", CALLS_PER_HOUR);
    if (request.AttributeName !== "email") throw invalidParameter(`Attribute ${request.AttributeName} cannot be verified by a code.`);
    const to = user.pendingAttributes["email"] ?? user.attributes["email"];
    if (to === undefined) throw invalidParameter("User does not have an email.");
    const context = contextOf(call, user, user.username);
    const order = { needs, user, purpose: "attribute:email", to, source: "CustomMessage_VerifyUserAttribute", context } as const;
    return { CodeDeliveryDetails: await sendCode(order) };
  },
});
