// The answer to SELECT_CHALLENGE, and to the bare PASSWORD and PASSWORD_SRP challenges that a choice may leave open.
import { notAuthorized } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { attemptOf } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { offerFirstFactor } from "./offer-first-factor";
import type { Reply } from "./reply";

/** Uses the Session up and goes on with the chosen factor. The Sessions of SignUp and ConfirmSignUp are for other operations only (assumed). */
export async function answerSelection(reply: Reply, choice: string): Promise<ChallengeAnswer> {
  const { needs, record, responses } = reply;
  if (record.trail.flow.startsWith("SIGN_UP")) throw notAuthorized("Invalid session for the user.");
  if (record.challenge === "PASSWORD") requireParameter(responses, "PASSWORD");
  if (record.challenge === "PASSWORD_SRP") requireParameter(responses, "SRP_A");
  consumeChallenge(needs, reply.session);
  return offerFirstFactor(attemptOf(reply), choice);
}
