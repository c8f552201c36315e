// EMAIL_OTP: the code that was mailed, as a first factor, as a second one, or to make a mailbox a factor.
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { areSameText } from "../rules/same-text";
import { attemptOf, signInOf } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge, countWrongCode } from "./challenge-session";
import { continueAfterEmailCode } from "./continue-sign-in";
import { confirmMailbox } from "./confirm-mailbox";
import { finishSignIn } from "./finish-sign-in";
import { FIRST_FACTOR_TRIES } from "./open-email-code";
import type { Reply } from "./reply";
import { withProof } from "./sign-in";

/**
 * Judges EMAIL_OTP. A wrong code is CodeMismatchException and leaves the Session open; as a second factor it counts towards the same
 * lock as an app's code, as a first factor only its own Session bounds the tries (observed: no lock). A simulated user's code is never right.
 */
export async function answerEmailOtp(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, client, record, session } = reply;
  const code = requireParameter(reply.responses, "EMAIL_OTP_CODE");
  const isFirst = record.trail.proven.length === 0;
  if (!isFirst) refuseWhileLocked(needs, "mfa", client.poolId, record.username);
  const attempt = attemptOf(reply);
  const { user } = attempt.subject;
  if (record.sentCode === null) throw notAuthorized("Invalid session for the user.");
  if (!areSameText(code, record.sentCode.code) || user === null) {
    countWrongCode(needs, session, FIRST_FACTOR_TRIES);
    if (!isFirst) recordFailure(needs, "mfa", client.poolId, record.username);
    throw new CognitoException("CodeMismatchException", "Invalid code received for user");
  }
  consumeChallenge(needs, session);
  if (!isFirst) recordSuccess(needs, "mfa", client.poolId, record.username);
  if (isFirst) return continueAfterEmailCode(signInOf(attempt, user));
  const present = record.emailSetup === null ? user : confirmMailbox(needs, user, record.emailSetup);
  return finishSignIn(withProof(signInOf(attempt, present), "otp_email"));
}
