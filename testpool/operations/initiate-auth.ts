// InitiateAuth: the first step of a sign-in, in the flows that the client enables.
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { requireFlow } from "../challenges/enabled-flow";
import { refreshSignIn } from "../challenges/refresh-sign-in";
import { startSignIn } from "../challenges/start-sign-in";
import { AUTH_FLOW, AUTH_PARAMETERS, CLIENT_ID, CLIENT_METADATA, CONTEXT, SESSION } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requireClient } from "../store/find-client";

/** Answers a challenge, or tokens where one call proves everything. */
export const initiateAuth = defineOperation({
  name: "InitiateAuth",
  access: "public",
  quota: "UserAuthentication",
  request: {
    AuthFlow: needed(AUTH_FLOW),
    AuthParameters: AUTH_PARAMETERS,
    ClientMetadata: CLIENT_METADATA,
    ClientId: needed(CLIENT_ID),
    Session: SESSION,
    ...CONTEXT,
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
    const client = requireClient(needs, request.ClientId);
    const flow = requireFlow(client, "InitiateAuth", request.AuthFlow);
    const { AuthParameters: parameters = {}, ClientMetadata: clientMetadata = {}, Session: session } = request;
    if (flow === "REFRESH") return refreshSignIn(needs, client, parameters, clientMetadata);
    return startSignIn(needs, { client, flow, parameters, clientMetadata, session });
  },
});
