// AdminRespondToAuthChallenge: the same answers, sent by a server that holds administrator's keys.
import { answerChallenge, CHALLENGE_REFUSALS, CHALLENGE_REQUEST } from "../challenges/answer-challenge";
import { ADMIN_CONTEXT, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requirePoolClient } from "../store/require-pool-client";

/** Answers the next challenge or the tokens; a client of another pool is ResourceNotFoundException. */
export const adminRespondToAuthChallenge = defineOperation({
  name: "AdminRespondToAuthChallenge",
  access: "signed",
  quota: "UserAuthentication",
  request: { UserPoolId: needed(USER_POOL_ID), ...CHALLENGE_REQUEST, ...ADMIN_CONTEXT },
  refusals: CHALLENGE_REFUSALS,
  perform: (request, needs) => answerChallenge(needs, requirePoolClient(needs, request.UserPoolId, request.ClientId), request),
});
