// The code of the authenticator app, as a second factor.
import { CognitoException } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { putUser } from "../store/find-user";
import { judgeTotp } from "../totp/totp";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { finishSignIn } from "./finish-sign-in";
import { challengedUser } from "./resolve-subject";
import type { Reply } from "./reply";
import { withProof } from "./sign-in";

/**
 * Judges SOFTWARE_TOKEN_MFA. A wrong or used code leaves the Session open for another try, because Amplify's own screens
 * retry with the same Session (assumed); the lock bounds the tries.
 */
export function answerSoftwareTokenMfa(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, record, client } = reply;
  const code = requireParameter(reply.responses, "SOFTWARE_TOKEN_MFA_CODE");
  refuseWhileLocked(needs, "mfa", client.poolId, record.username);
  const user = challengedUser(needs, record);
  if (user === null || user.totp === null) {
    throw new CognitoException("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
  }
  const verdict = judgeTotp(user.totp.secret, code, needs.clock.nowMs(), user.totp.lastUsedStep);
  if (verdict.kind === "used") {
    throw new CognitoException("ExpiredCodeException", "Your software token has already been used once.");
  }
  if (verdict.kind === "wrong") {
    recordFailure(needs, "mfa", client.poolId, record.username);
    throw new CognitoException("CodeMismatchException", "Invalid code received for user");
  }
  recordSuccess(needs, "mfa", client.poolId, record.username);
  consumeChallenge(needs, reply.session);
  putUser(needs, { ...user, totp: { ...user.totp, lastUsedStep: verdict.step } });
  return finishSignIn(withProof({ needs, client, user, trail: record.trail, clientMetadata: reply.clientMetadata }, "otp_totp"));
}
