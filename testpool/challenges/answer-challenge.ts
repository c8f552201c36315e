// Every answer to a challenge passes here: who answers is checked once, what is answered in one file per challenge.
import { answerDeviceSrp } from "../devices/answer-device-srp";
import { answerDeviceVerifier } from "../devices/answer-device-verifier";
import { refuseUnknownDevice } from "../devices/require-device";
import { invalidParameter } from "../protocol/cognito-exception";
import { CHALLENGE_NAME, CHALLENGE_RESPONSES, CLIENT_ID, CLIENT_METADATA, SESSION } from "../protocol/common-shapes";
import type { Needs } from "../protocol/needs";
import { requireParameter } from "../protocol/require-parameter";
import { needed, type ValueOf } from "../protocol/shapes";
import { checkSecretHash } from "../rules/secret-hash";
import { CHALLENGE_NAMES, type ChallengeName } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";
import { answerCustomChallenge } from "./answer-custom-challenge";
import { answerEmailOtp } from "./answer-email-otp";
import { answerMfaSetup } from "./answer-mfa-setup";
import { answerNewPassword } from "./answer-new-password";
import { answerPasswordVerifier } from "./answer-password-verifier";
import { answerSelectMfaType } from "./answer-select-mfa-type";
import { answerSelection } from "./answer-selection";
import { answerSoftwareTokenMfa } from "./answer-software-token-mfa";
import { answerWebAuthn } from "./answer-web-authn";
import type { ChallengeAnswer } from "./challenge-answer";
import { requireChallenge } from "./challenge-session";
import type { Reply } from "./reply";

type Answer = (reply: Reply) => ChallengeAnswer | Promise<ChallengeAnswer>;

const ANSWERS: Readonly<Record<ChallengeName, Answer>> = {
  SELECT_CHALLENGE: (reply) => answerSelection(reply, requireParameter(reply.responses, "ANSWER")),
  PASSWORD: (reply) => answerSelection(reply, "PASSWORD"),
  PASSWORD_SRP: (reply) => answerSelection(reply, "PASSWORD_SRP"),
  PASSWORD_VERIFIER: answerPasswordVerifier,
  WEB_AUTHN: answerWebAuthn,
  EMAIL_OTP: answerEmailOtp,
  SOFTWARE_TOKEN_MFA: answerSoftwareTokenMfa,
  SELECT_MFA_TYPE: answerSelectMfaType,
  MFA_SETUP: answerMfaSetup,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  CUSTOM_CHALLENGE: answerCustomChallenge,
  DEVICE_SRP_AUTH: answerDeviceSrp,
  DEVICE_PASSWORD_VERIFIER: answerDeviceVerifier,
};

/** The members that answer a challenge, for RespondToAuthChallenge and its admin twin. */
export const CHALLENGE_REQUEST = {
  ClientId: needed(CLIENT_ID),
  ChallengeName: needed(CHALLENGE_NAME),
  Session: SESSION,
  ChallengeResponses: CHALLENGE_RESPONSES,
  ClientMetadata: CLIENT_METADATA,
} as const;

/** What an answer is refused with. */
export const CHALLENGE_REFUSALS = [
  ...TRIGGER_REFUSALS,
  "AliasExistsException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "InvalidPasswordException",
  "PasswordHistoryPolicyViolationException",
  "PasswordResetRequiredException",
  "SoftwareTokenMFANotFoundException",
  "UserNotConfirmedException",
] as const;

/** Judges an answer; refuses one without its client's secret hash, or with a Session of another client, challenge or user. */
export async function answerChallenge(
  needs: Needs,
  client: ClientRecord,
  request: ValueOf<typeof CHALLENGE_REQUEST>,
): Promise<ChallengeAnswer> {
  const { ChallengeName: challenge, Session: session, ChallengeResponses: responses = {}, ClientMetadata: clientMetadata = {} } = request;
  const name = CHALLENGE_NAMES.find((known) => known === challenge);
  if (name === undefined) throw invalidParameter(`The test pool does not implement the challenge ${challenge}.`);
  const username = requireParameter(responses, "USERNAME");
  checkSecretHash(client, username, responses["SECRET_HASH"] ?? null);
  if (session === undefined) throw invalidParameter("Missing required parameter Session");
  const record = requireChallenge(needs, client, session, { challenge: name, username });
  if (!name.startsWith("DEVICE_")) refuseUnknownDevice(needs, record, responses["DEVICE_KEY"]);
  return ANSWERS[name]({ needs, client, record, session, responses, clientMetadata });
}
