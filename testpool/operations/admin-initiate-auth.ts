// AdminInitiateAuth: the first step of a sign-in by a server that holds administrator's keys and may see the password.
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { requireFlow } from "../challenges/enabled-flow";
import { refreshSignIn } from "../challenges/refresh-sign-in";
import { startSignIn } from "../challenges/start-sign-in";
import { ADMIN_CONTEXT, AUTH_FLOW, AUTH_PARAMETERS, CLIENT_ID, CLIENT_METADATA, SESSION, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requirePoolClient } from "../store/require-pool-client";

/** Answers as InitiateAuth does; a client of another pool is ResourceNotFoundException. */
export const adminInitiateAuth = defineOperation({
  name: "AdminInitiateAuth",
  access: "signed",
  quota: "UserAuthentication",
  request: {
    UserPoolId: needed(USER_POOL_ID),
    ClientId: needed(CLIENT_ID),
    AuthFlow: needed(AUTH_FLOW),
    AuthParameters: AUTH_PARAMETERS,
    ClientMetadata: CLIENT_METADATA,
    Session: SESSION,
    ...ADMIN_CONTEXT,
  },
  refusals: [
    "InvalidLambdaResponseException",
    "PasswordResetRequiredException",
    "UnexpectedLambdaException",
    "UserLambdaValidationException",
    "UserNotConfirmedException",
    "UserNotFoundException",
  ],
  perform: (request, needs): Promise<ChallengeAnswer> => {
    const client = requirePoolClient(needs, request.UserPoolId, request.ClientId);
    const flow = requireFlow(client, "AdminInitiateAuth", request.AuthFlow);
    const { AuthParameters: parameters = {}, ClientMetadata: clientMetadata = {}, Session: session } = request;
    if (flow === "REFRESH") return refreshSignIn(needs, client, parameters, clientMetadata);
    return startSignIn(needs, { client, flow, parameters, clientMetadata, session });
  },
});
