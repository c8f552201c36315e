// An enrolment runs either inside a sign-in (Session of MFA_SETUP) or for a signed-in user (AccessToken).
import { findChallenge } from "../challenges/challenge-session";
import { challengedUser } from "../challenges/resolve-subject";
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { ChallengeRecord, UserRecord } from "../store/records";
import { requireAccessToken } from "../tokens/require-access-token";

/** Who enrols, and through which door. */
export type Enrolment =
  | { readonly kind: "session"; readonly user: UserRecord; readonly session: string; readonly record: ChallengeRecord }
  | { readonly kind: "token"; readonly user: UserRecord };

/** The enrolment behind the request; exactly one of Session and AccessToken must be there (assumed sentence). */
export function requireEnrolment(
  needs: Needs,
  { Session: session, AccessToken: accessToken }: { readonly Session?: string; readonly AccessToken?: string },
): Enrolment {
  if ((session === undefined) === (accessToken === undefined)) {
    throw invalidParameter("Only one of AccessToken and Session must be provided.");
  }
  if (accessToken !== undefined) return { kind: "token", user: requireAccessToken(needs, accessToken).user };
  const record = findChallenge(needs, session ?? "");
  const user = challengedUser(needs, record);
  // A factor proven meanwhile must not be replaced by whoever holds only the password (assumed).
  const isOpen = record.challenge === "MFA_SETUP" && user !== null && user.totp === null;
  if (!isOpen) throw notAuthorized("Invalid session for the user.");
  return { kind: "session", user, session: session ?? "", record };
}
