// The end of an enrolment during sign-in: the Session of a successful VerifySoftwareToken is the answer.
import { notAuthorized } from "../protocol/cognito-exception";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { finishSignIn } from "./continue-sign-in";
import { challengedUser } from "./resolve-subject";
import type { Reply } from "./reply";

/** Judges MFA_SETUP: only a Session that VerifySoftwareToken gave out goes on to the tokens. */
export function answerMfaSetup(reply: Reply): Promise<ChallengeAnswer> {
  const user = challengedUser(reply.needs, reply.record);
  if (user === null || reply.record.totpSetup?.verified !== true) throw notAuthorized("Invalid session for the user.");
  consumeChallenge(reply.needs, reply.session);
  return finishSignIn({ ...reply, user, trail: reply.record.trail });
}
