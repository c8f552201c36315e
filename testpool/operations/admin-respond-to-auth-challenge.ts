// AdminRespondToAuthChallenge: the same answers, sent by a server that holds administrator's keys.
import { answerChallenge } from "../challenges/answer-challenge";
import {
  ADMIN_CONTEXT,
  CHALLENGE_NAME,
  CHALLENGE_RESPONSES,
  CLIENT_ID,
  CLIENT_METADATA,
  SESSION,
  USER_POOL_ID,
} from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requirePoolClient } from "../store/require-pool-client";

/** Answers the next challenge or the tokens; a client of another pool is ResourceNotFoundException. */
export const adminRespondToAuthChallenge = defineOperation({
  name: "AdminRespondToAuthChallenge",
  access: "signed",
  quota: "UserAuthentication",
  request: {
    UserPoolId: needed(USER_POOL_ID),
    ClientId: needed(CLIENT_ID),
    ChallengeName: needed(CHALLENGE_NAME),
    Session: SESSION,
    ChallengeResponses: CHALLENGE_RESPONSES,
    ClientMetadata: CLIENT_METADATA,
    ...ADMIN_CONTEXT,
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
    const client = requirePoolClient(needs, request.UserPoolId, request.ClientId);
    const { ChallengeName: challenge, Session: session, ChallengeResponses: responses = {}, ClientMetadata: clientMetadata = {} } = request;
    return answerChallenge(needs, { client, challenge, session, responses, clientMetadata });
  },
});
