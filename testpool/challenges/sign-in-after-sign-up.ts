// Straight from ConfirmSignUp into a sign-in: the code that confirmed the mailbox is the first factor, once.
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { ClientRecord } from "../store/settings-records";
import { preAuthentication } from "../triggers/around-authentication";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge, requireChallenge } from "./challenge-session";
import { continueAfterEmailCode } from "./continue-sign-in";
import { challengedUser } from "./resolve-subject";

/** The call that brings ConfirmSignUp's Session to InitiateAuth. */
export interface AfterSignUp {
  readonly client: ClientRecord;
  readonly session: string;
  readonly username: string;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

/**
 * Uses the Session up and goes on as after a code by email (documented: such a Session signs the new user in). A Session of any other
 * step, client or user is NotAuthorizedException. Where MFA is required it is still asked for (assumed).
 */
export async function signInAfterSignUp(needs: Needs, call: AfterSignUp): Promise<ChallengeAnswer> {
  const { client, session, username, clientMetadata } = call;
  const record = requireChallenge(needs, client, session, { challenge: "SELECT_CHALLENGE", username });
  if (record.trail.flow !== "SIGN_UP") throw notAuthorized("Invalid session for the user.");
  consumeChallenge(needs, session);
  const pool = requirePool(needs, client.poolId);
  const found = challengedUser(needs, record);
  await preAuthentication({ needs, pool, clientId: client.id, userName: record.username, user: found, validationData: clientMetadata });
  const user = challengedUser(needs, record);
  if (user === null) throw notAuthorized("Invalid session for the user.");
  return continueAfterEmailCode({ needs, client, user, trail: record.trail, clientMetadata });
}
