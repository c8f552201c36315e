// The Session that leads from a sign-up into the sign-in, for clients with USER_AUTH.
import { consumeChallenge, findChallenge, newTrail, openChallenge } from "../challenges/challenge-session";
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";

/** SignUp's Session proves nothing yet, and InitiateAuth must not take it: only the one of a confirmed user is called SIGN_UP. */
const PENDING = "SIGN_UP_PENDING";

/** `{Session}` for a client with USER_AUTH, and nothing for another. InitiateAuth takes it only when `isConfirmed` (documented flow). */
export function signUpSession(needs: Needs, client: ClientRecord, user: UserRecord, isConfirmed: boolean): { readonly Session?: string } {
  if (!client.explicitAuthFlows.includes("ALLOW_USER_AUTH")) return {};
  const trail = newTrail(isConfirmed ? "SIGN_UP" : PENDING);
  const subject = { poolId: client.poolId, clientId: client.id, username: user.username, simulated: false, trail };
  return { Session: openChallenge(needs, subject, "SELECT_CHALLENGE") };
}

/** Uses up the Session of SignUp that came with ConfirmSignUp; one that SignUp did not make for this user is refused (assumed). */
export function spendSignUpSession(needs: Needs, client: ClientRecord, user: UserRecord, session: string): void {
  const { clientId, poolId, username, trail } = findChallenge(needs, session);
  if (clientId !== client.id || poolId !== user.poolId || username !== user.username || trail.flow !== PENDING) {
    throw notAuthorized("Invalid session for the user.");
  }
  consumeChallenge(needs, session);
}
