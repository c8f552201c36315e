// ResendConfirmationCode: a fresh code, or a simulated delivery for a name that does not exist.
import { deliveryTo, sendCode } from "../codes/send-code";
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import { CLIENT_ID, CLIENT_METADATA, CONTEXT, SECRET_HASH, USERNAME } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { limitPerHour } from "../rules/limit-per-hour";
import { checkTopLevelSecretHash } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { emailOf, findUser, userKey } from "../store/find-user";

/** Documented quota: 5 an hour for each user. */
const CALLS_PER_HOUR = 5;

/** Answers CodeDeliveryDetails; LimitExceededException after five calls in an hour. */
export const resendConfirmationCode = defineOperation({
  name: "ResendConfirmationCode",
  access: "public",
  quota: "UserCreation",
  request: {
    ClientId: needed(CLIENT_ID),
    SecretHash: SECRET_HASH,
    Username: needed(USERNAME),
    ClientMetadata: CLIENT_METADATA,
    ...CONTEXT,
  },
  refusals: ["LimitExceededException", "UserNotFoundException"],
  perform: (request, needs) => {
    const client = requireClient(needs, request.ClientId);
    const username = request.Username;
    checkTopLevelSecretHash(client, username, request.SecretHash ?? null);
    limitPerHour(needs, `resend-confirmation-code|${userKey(client.poolId, username)}`, CALLS_PER_HOUR);
    const user = findUser(needs, client.poolId, username);
    if (user === null && !client.preventUserExistenceErrors) {
      throw new CognitoException("UserNotFoundException", "Username/client id combination not found.");
    }
    // Documented: a simulated delivery. Its address is made from the name, so that it is stable (assumed).
    if (user === null) return { CodeDeliveryDetails: deliveryTo(username.includes("@") ? username : `${username}@${username}`) };
    if (user.status === "CONFIRMED") throw invalidParameter("User is already confirmed.");
    const email = emailOf(user);
    return email === null ? {} : { CodeDeliveryDetails: sendCode(needs, user, "sign-up", email) };
  },
});
