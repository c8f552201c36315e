// The end of a sign-in whose factors are all proven.
import { incorrectPassword, notAuthorized } from "../protocol/cognito-exception";
import { requirePool } from "../store/find-client";
import { reloadUser } from "../store/find-user";
import { startFamily } from "../tokens/start-family";
import { postAuthentication } from "../triggers/around-authentication";
import type { ChallengeAnswer } from "./challenge-answer";
import type { SignIn } from "./sign-in";

/**
 * Tells the PostAuthentication trigger and answers the tokens. A DEVICE_KEY that was only claimed and not proven leaves no mark in
 * them; a user who was disabled or deleted while the trigger ran gets none.
 */
export async function finishSignIn({ needs, client, user, trail, clientMetadata }: SignIn): Promise<ChallengeAnswer> {
  const pool = requirePool(needs, client.poolId);
  const deviceKey = trail.proven.includes("device") ? trail.deviceKey : null;
  const context = { needs, pool, clientId: client.id, userName: user.username, user, clientMetadata };
  await postAuthentication(context, pool.devices !== null && deviceKey === null);
  const present = reloadUser(needs, user);
  if (present === null) throw incorrectPassword();
  if (!present.enabled) throw notAuthorized("User is disabled.");
  const result = await startFamily(needs, present, client, { ...trail, deviceKey }, { clientMetadata });
  return { AuthenticationResult: result, ChallengeParameters: {} };
}
