// CUSTOM_CHALLENGE: the VerifyAuthChallengeResponse trigger judges the answer, and DefineAuthChallenge what follows from it.
import { requireParameter } from "../protocol/require-parameter";
import { verifyAuthChallenge } from "../triggers/custom-challenge";
import { attemptOf, withTrail } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { continueCustomAuth, customContext } from "./continue-custom-auth";
import { challengedUser } from "./resolve-subject";
import type { Reply } from "./reply";

/** Judges CUSTOM_CHALLENGE. Any answer uses the Session up; a wrong one is one more round, and no lock counts it (documented). */
export async function answerCustomChallenge(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, record } = reply;
  const answer = requireParameter(reply.responses, "ANSWER");
  consumeChallenge(needs, reply.session);
  const attempt = attemptOf(reply);
  const challengeResult = await verifyAuthChallenge(customContext(attempt), record.customPrivate ?? {}, answer);
  const round = { challengeName: "CUSTOM_CHALLENGE", challengeResult, challengeMetadata: record.customMetadata };
  const next = withTrail(attempt, { customRounds: [...record.trail.customRounds, round] });
  // The user may have changed while the trigger ran.
  return continueCustomAuth({ ...next, subject: { ...next.subject, user: challengedUser(needs, record) } });
}
