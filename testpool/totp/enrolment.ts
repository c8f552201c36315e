// An enrolment runs either inside a sign-in (Session of MFA_SETUP) or for a signed-in user (AccessToken).
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { optionalString, type Fields } from "../protocol/read-fields";
import { findChallenge } from "../challenges/challenge-session";
import { challengedUser } from "../challenges/resolve-subject";
import type { ChallengeRecord, UserRecord } from "../store/records";
import { requireAccessToken } from "../tokens/require-access-token";

/** Who enrols, and through which door. */
export type Enrolment =
  | { readonly kind: "session"; readonly user: UserRecord; readonly session: string; readonly record: ChallengeRecord }
  | { readonly kind: "token"; readonly user: UserRecord };

/** The enrolment behind the request; exactly one of Session and AccessToken must be there (assumed sentence). */
export function requireEnrolment(request: Fields, needs: Needs): Enrolment {
  const session = optionalString(request, "Session");
  const accessToken = optionalString(request, "AccessToken");
  if ((session === null) === (accessToken === null)) {
    throw invalidParameter("Only one of AccessToken and Session must be provided.");
  }
  if (session === null) return { kind: "token", user: requireAccessToken(needs, request).user };
  const record = findChallenge(needs, session);
  const user = challengedUser(needs, record);
  // A factor proven meanwhile must not be replaced by whoever holds only the password (assumed).
  const isOpen = record.challenge === "MFA_SETUP" && user !== null && user.totp === null;
  if (!isOpen) throw notAuthorized("Invalid session for the user.");
  return { kind: "session", user, session, record };
}
