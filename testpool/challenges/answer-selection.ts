// The answer to SELECT_CHALLENGE, and to the bare PASSWORD and PASSWORD_SRP challenges that a choice may leave open.
import { requireParameter } from "../protocol/require-parameter";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { offerFirstFactor } from "./offer-first-factor";
import { challengedUser } from "./resolve-subject";
import type { Reply } from "./reply";

/** Uses the Session up and goes on with the chosen factor. */
export function answerSelection(reply: Reply, choice: string): ChallengeAnswer | Promise<ChallengeAnswer> {
  const { needs, client, record, responses } = reply;
  if (record.challenge === "PASSWORD") requireParameter(responses, "PASSWORD");
  if (record.challenge === "PASSWORD_SRP") requireParameter(responses, "SRP_A");
  consumeChallenge(needs, reply.session);
  const subject = {
    poolId: record.poolId,
    clientId: record.clientId,
    username: record.username,
    simulated: record.simulated,
    trail: record.trail,
    user: challengedUser(needs, record),
  };
  return offerFirstFactor(needs, client, subject, choice, responses);
}
