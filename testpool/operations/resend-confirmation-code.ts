// ResendConfirmationCode: a fresh code, or a simulated delivery for a name that does not exist.
import { ACCOUNT_REQUEST, contextOf, limitCall, openAccountCall, userNotFound, type AccountCall } from "../accounts/account-call";
import { simulatedDelivery } from "../accounts/simulated-recovery";
import { sendCode } from "../codes/send-code";
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { defineOperation } from "../protocol/define-operation";
import { emailOf } from "../store/find-user";
import type { UserRecord } from "../store/records";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/** Documented quota: 5 an hour for each user. */
const CALLS_PER_HOUR = 5;

/** The email of a user who may ask again. Refusals observed, but that for a disabled user, which is assumed. */
function requireAddress({ pool }: AccountCall, user: UserRecord): string {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  const email = emailOf(user);
  if (email === null || !pool.autoVerifiedAttributes.includes("email")) {
    throw notAuthorized("Cannot resend codes. Auto verification not turned on.");
  }
  return email;
}

/** Answers CodeDeliveryDetails, simulated for an unknown or disabled user (documented); LimitExceededException after five calls in an hour. */
export const resendConfirmationCode = defineOperation({
  name: "ResendConfirmationCode",
  access: "public",
  quota: "UserCreation",
  request: ACCOUNT_REQUEST,
  refusals: [...TRIGGER_REFUSALS, "LimitExceededException", "UserNotFoundException"],
  perform: async (request, needs) => {
    const call = openAccountCall(needs, request);
    const { user, client } = call;
    limitCall(call, "resend-confirmation-code", CALLS_PER_HOUR);
    if (user === null && !client.preventUserExistenceErrors) throw userNotFound();
    const isSimulated = user === null || (!user.enabled && client.preventUserExistenceErrors);
    if (isSimulated) return { CodeDeliveryDetails: simulatedDelivery(call) };
    const to = requireAddress(call, user);
    const context = contextOf(call, user, user.username);
    return { CodeDeliveryDetails: await sendCode({ needs, user, purpose: "sign-up", to, source: "CustomMessage_ResendCode", context }) };
  },
});
