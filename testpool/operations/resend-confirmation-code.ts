// ResendConfirmationCode: a fresh code, or a simulated delivery for a name that does not exist.
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { optionalString, requireString, type Fields } from "../protocol/read-fields";
import { limitPerHour } from "../rules/limit-per-hour";
import { checkTopLevelSecretHash } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { findUser, userKey } from "../store/find-user";
import { deliveryTo, sendSignUpCode } from "../codes/send-sign-up-code";

/** Documented quota: 5 an hour for each user. */
const CALLS_PER_HOUR = 5;

/** Answers CodeDeliveryDetails; LimitExceededException after five calls in an hour. */
export function resendConfirmationCode(request: Fields, needs: Needs): object {
  const client = requireClient(needs, requireString(request, "ClientId", 128));
  const username = requireString(request, "Username", 128);
  checkTopLevelSecretHash(client, username, optionalString(request, "SecretHash"));
  limitPerHour(needs, `resend-confirmation-code|${userKey(client.poolId, username)}`, CALLS_PER_HOUR);
  const user = findUser(needs, client.poolId, username);
  if (user === null && !client.preventUserExistenceErrors) {
    throw new CognitoException("UserNotFoundException", "Username/client id combination not found.");
  }
  // Documented: a simulated delivery. Its address is made from the name, so that it is stable (assumed).
  if (user === null) return { CodeDeliveryDetails: deliveryTo(username.includes("@") ? username : `${username}@${username}`) };
  if (user.status === "CONFIRMED") throw invalidParameter("User is already confirmed.");
  const delivery = sendSignUpCode(needs, user);
  return delivery === null ? {} : { CodeDeliveryDetails: delivery };
}
