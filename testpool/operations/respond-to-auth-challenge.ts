// RespondToAuthChallenge: who answers is checked here once, what is answered in one file per challenge.
import { invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requireParameter, requireString, stringMap, type Fields } from "../protocol/read-fields";
import { checkSecretHash } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import type { ChallengeName } from "../store/records";
import { answerMfaSetup } from "../challenges/answer-mfa-setup";
import { answerPasswordVerifier } from "../challenges/answer-password-verifier";
import { answerSelection } from "../challenges/answer-selection";
import { answerSoftwareTokenMfa } from "../challenges/answer-software-token-mfa";
import { answerWebAuthn } from "../challenges/answer-web-authn";
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { requireChallenge } from "../challenges/challenge-session";
import type { Reply } from "../challenges/reply";

const ANSWERS: Readonly<Record<ChallengeName, (reply: Reply) => ChallengeAnswer | Promise<ChallengeAnswer>>> = {
  SELECT_CHALLENGE: (reply) => answerSelection(reply, requireParameter(reply.responses, "ANSWER")),
  PASSWORD: (reply) => answerSelection(reply, "PASSWORD"),
  PASSWORD_SRP: (reply) => answerSelection(reply, "PASSWORD_SRP"),
  PASSWORD_VERIFIER: answerPasswordVerifier,
  WEB_AUTHN: answerWebAuthn,
  SOFTWARE_TOKEN_MFA: answerSoftwareTokenMfa,
  MFA_SETUP: answerMfaSetup,
};

function isImplemented(name: string): name is ChallengeName {
  return Object.hasOwn(ANSWERS, name);
}

/** Answers the next challenge or the tokens. */
export function respondToAuthChallenge(request: Fields, needs: Needs): ChallengeAnswer | Promise<ChallengeAnswer> {
  const client = requireClient(needs, requireString(request, "ClientId", 128));
  const challenge = requireString(request, "ChallengeName", 64);
  if (!isImplemented(challenge)) throw invalidParameter(`The test pool does not implement the challenge ${challenge}.`);
  const responses = stringMap(request, "ChallengeResponses");
  const username = requireParameter(responses, "USERNAME");
  checkSecretHash(client, username, responses["SECRET_HASH"] ?? null);
  const session = request["Session"];
  if (typeof session !== "string" || session === "") throw invalidParameter("Missing required parameter Session");
  const record = requireChallenge(needs, client, session, { challenge, username });
  return ANSWERS[challenge]({ needs, client, record, session, responses });
}
