// RespondToAuthChallenge: who answers is checked once, what is answered in one file per challenge.
import { answerChallenge } from "../challenges/answer-challenge";
import { CHALLENGE_NAME, CHALLENGE_RESPONSES, CLIENT_ID, CLIENT_METADATA, CONTEXT, SESSION } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requireClient } from "../store/find-client";

/** Answers the next challenge or the tokens. */
export const respondToAuthChallenge = defineOperation({
  name: "RespondToAuthChallenge",
  access: "public",
  quota: "UserAuthentication",
  request: {
    ClientId: needed(CLIENT_ID),
    ChallengeName: needed(CHALLENGE_NAME),
    Session: SESSION,
    ChallengeResponses: CHALLENGE_RESPONSES,
    ClientMetadata: CLIENT_METADATA,
    ...CONTEXT,
  },
  refusals: [
    "AliasExistsException",
    "CodeMismatchException",
    "ExpiredCodeException",
    "InvalidLambdaResponseException",
    "InvalidPasswordException",
    "PasswordHistoryPolicyViolationException",
    "PasswordResetRequiredException",
    "SoftwareTokenMFANotFoundException",
    "UnexpectedLambdaException",
    "UserLambdaValidationException",
    "UserNotConfirmedException",
  ],
  perform: (request, needs) => {
    const client = requireClient(needs, request.ClientId);
    const { ChallengeName: challenge, Session: session, ChallengeResponses: responses = {}, ClientMetadata: clientMetadata = {} } = request;
    return answerChallenge(needs, { client, challenge, session, responses, clientMetadata });
  },
});
