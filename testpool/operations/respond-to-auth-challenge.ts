// RespondToAuthChallenge: who answers is checked once, what is answered in one file per challenge.
import { answerChallenge, CHALLENGE_REFUSALS, CHALLENGE_REQUEST } from "../challenges/answer-challenge";
import { CONTEXT } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { requireClient } from "../store/find-client";

/** Answers the next challenge or the tokens. */
export const respondToAuthChallenge = defineOperation({
  name: "RespondToAuthChallenge",
  access: "public",
  quota: "UserAuthentication",
  request: { ...CHALLENGE_REQUEST, ...CONTEXT },
  refusals: CHALLENGE_REFUSALS,
  perform: (request, needs) => answerChallenge(needs, requireClient(needs, request.ClientId), request),
});
