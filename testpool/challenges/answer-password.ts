// The password itself, compared through the stored SRP verifier: USER_AUTH's choice PASSWORD, USER_PASSWORD_AUTH and the admin flows.
import { incorrectPassword } from "../protocol/cognito-exception";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { isPasswordOf } from "../rules/password-history";
import { srpVerifierHex } from "../srp/srp-verifier";
import { signInOf, type Attempt } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { continueAfterPassword, refuseResetPassword } from "./continue-sign-in";

/** Judges the password; where there is none to compare with, as much is computed for nothing, so that time tells nobody who exists. */
function isPassword({ needs, subject }: Attempt, password: string): boolean {
  if (subject.user !== null && subject.user.srp !== null) return isPasswordOf(subject.user, password);
  srpVerifierHex(subject.poolId, subject.username, password, needs.keys.derive(`simulated|salt|${subject.username}`, 16).toString("hex"));
  return false;
}

/** Goes on with the sign-in when `password` is the user's; a wrong one counts towards the lock. */
export async function answerPassword(attempt: Attempt, password: string): Promise<ChallengeAnswer> {
  const { needs, subject } = attempt;
  const { poolId, username, user } = subject;
  refuseWhileLocked(needs, "password", poolId, username);
  refuseResetPassword(user);
  if (!isPassword(attempt, password) || user === null) {
    recordFailure(needs, "password", poolId, username);
    throw incorrectPassword();
  }
  recordSuccess(needs, "password", poolId, username);
  return continueAfterPassword(signInOf(attempt, user));
}
