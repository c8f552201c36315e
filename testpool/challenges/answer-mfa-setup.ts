// The end of an enrolment during sign-in: the Session of a successful VerifySoftwareToken is the answer, or an address for codes.
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { activeMfaMethods } from "../rules/active-mfa";
import { isEmailForm } from "../rules/attribute-schema";
import { requirePool } from "../store/find-client";
import { attemptOf, signInOf } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { finishSignIn } from "./finish-sign-in";
import { openEmailCode } from "./open-email-code";
import type { Reply } from "./reply";
import { withProof } from "./sign-in";

/**
 * Judges MFA_SETUP. A Session that VerifySoftwareToken gave out goes on to the tokens. EMAIL sends a code to that address, which
 * becomes the second factor when the code comes back (read in Amplify; only a user without any factor may, which is assumed).
 */
export async function answerMfaSetup(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, record } = reply;
  const attempt = attemptOf(reply);
  const { user } = attempt.subject;
  const email = reply.responses["EMAIL"];
  const pool = requirePool(needs, record.poolId);
  const isVerified = record.totpSetup?.verified === true;
  const mayUseEmail =
    pool.emailMfa && !record.trail.proven.includes("otp_email") && user !== null && activeMfaMethods(pool, user).length === 0;
  if (user === null || !(isVerified || (email !== undefined && mayUseEmail))) throw notAuthorized("Invalid session for the user.");
  if (!isVerified && !isEmailForm(email ?? "")) throw invalidParameter("Invalid email address format.");
  consumeChallenge(needs, reply.session);
  const signIn = signInOf(attempt, user);
  return isVerified ? finishSignIn(withProof(signIn, "otp_totp")) : openEmailCode(attempt, { user, email: email ?? "" }, email ?? null);
}
