// Every answer to a challenge passes here: who answers is checked once, what is answered in one file per challenge.
import { invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requireParameter } from "../protocol/require-parameter";
import { checkSecretHash } from "../rules/secret-hash";
import type { ChallengeName } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import { answerMfaSetup } from "./answer-mfa-setup";
import { answerPasswordVerifier } from "./answer-password-verifier";
import { answerSelection } from "./answer-selection";
import { answerSoftwareTokenMfa } from "./answer-software-token-mfa";
import { answerWebAuthn } from "./answer-web-authn";
import type { ChallengeAnswer } from "./challenge-answer";
import { requireChallenge } from "./challenge-session";
import type { Reply } from "./reply";

type Answer = (reply: Reply) => ChallengeAnswer | Promise<ChallengeAnswer>;

const ANSWERS: Readonly<Partial<Record<ChallengeName, Answer>>> = {
  SELECT_CHALLENGE: (reply) => answerSelection(reply, requireParameter(reply.responses, "ANSWER")),
  PASSWORD: (reply) => answerSelection(reply, "PASSWORD"),
  PASSWORD_SRP: (reply) => answerSelection(reply, "PASSWORD_SRP"),
  PASSWORD_VERIFIER: answerPasswordVerifier,
  WEB_AUTHN: answerWebAuthn,
  SOFTWARE_TOKEN_MFA: answerSoftwareTokenMfa,
  MFA_SETUP: answerMfaSetup,
};

/** Judges an answer; refuses one without its client's secret hash, or with a Session of another client, challenge or user. */
export function answerChallenge(
  needs: Needs,
  client: ClientRecord,
  challenge: string,
  session: string | undefined,
  responses: Readonly<Record<string, string>>,
): ChallengeAnswer | Promise<ChallengeAnswer> {
  const name = Object.keys(ANSWERS).find((known) => known === challenge) as ChallengeName | undefined;
  const answer = name === undefined ? undefined : ANSWERS[name];
  if (name === undefined || answer === undefined) throw invalidParameter(`The test pool does not implement the challenge ${challenge}.`);
  const username = requireParameter(responses, "USERNAME");
  checkSecretHash(client, username, responses["SECRET_HASH"] ?? null);
  if (session === undefined) throw invalidParameter("Missing required parameter Session");
  const record = requireChallenge(needs, client, session, { challenge: name, username });
  return answer({ needs, client, record, session, responses });
}
