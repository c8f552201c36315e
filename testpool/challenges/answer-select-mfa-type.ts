// SELECT_MFA_TYPE: which of several second factors to use this time.
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { askMfa } from "./ask-mfa";
import { methodsLeft } from "./ask-second-factor";
import { attemptOf, signInOf } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import type { Reply } from "./reply";

/** ANSWER names an email code EMAIL_MFA (documented) or EMAIL_OTP (read in Amplify); a method that was not offered is refused. */
export async function answerSelectMfaType(reply: Reply): Promise<ChallengeAnswer> {
  const answer = requireParameter(reply.responses, "ANSWER");
  const attempt = attemptOf(reply);
  if (attempt.subject.user === null) throw notAuthorized("Invalid session for the user.");
  const signIn = signInOf(attempt, attempt.subject.user);
  const wanted = answer === "EMAIL_MFA" ? "EMAIL_OTP" : answer;
  const method = methodsLeft(signIn).find((name) => name === wanted);
  if (method === undefined) throw invalidParameter("Invalid MFA type selected."); // The sentence is assumed.
  consumeChallenge(reply.needs, reply.session);
  return askMfa(signIn, method);
}
