// An enrolment runs either inside a sign-in (Session of MFA_SETUP) or for a signed-in user (AccessToken).
import { findChallenge } from "../challenges/challenge-session";
import { challengedUser } from "../challenges/resolve-subject";
import { CognitoException, invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { ChallengeRecord, UserRecord } from "../store/records";
import { requireAccessToken } from "../tokens/require-access-token";

/** Who enrols, and through which door. */
export type Enrolment =
  | { readonly kind: "session"; readonly user: UserRecord; readonly session: string; readonly record: ChallengeRecord }
  | { readonly kind: "token"; readonly user: UserRecord };

/** Refuses with SoftwareTokenMFANotFoundException where the pool has apps switched off (documented; sentence observed). */
function checkAppsAllowed(needs: Needs, poolId: string): void {
  if (!requirePool(needs, poolId).softwareTokenMfa) {
    throw new CognitoException("SoftwareTokenMFANotFoundException", "Software Token MFA is not enabled for the userPool.");
  }
}

/** The enrolment behind the request; exactly one of Session and AccessToken must be there (assumed sentence). */
export function requireEnrolment(
  needs: Needs,
  { Session: session, AccessToken: accessToken }: { readonly Session?: string; readonly AccessToken?: string },
): Enrolment {
  if ((session === undefined) === (accessToken === undefined)) {
    throw invalidParameter("Only one of AccessToken and Session must be provided.");
  }
  if (accessToken !== undefined) {
    const { user, pool } = requireAccessToken(needs, accessToken);
    checkAppsAllowed(needs, pool.id);
    return { kind: "token", user };
  }
  const record = findChallenge(needs, session ?? "");
  checkAppsAllowed(needs, record.poolId);
  const user = challengedUser(needs, record);
  // A factor proven meanwhile must not be replaced by whoever holds only the password (assumed).
  const isOpen = record.challenge === "MFA_SETUP" && user !== null && user.totp === null;
  if (!isOpen) throw notAuthorized("Invalid session for the user.");
  return { kind: "session", user, session: session ?? "", record };
}
