// InitiateAuth: the first step of a sign-in, in the flows that the client enables.
import { beginSignIn, SIGN_IN_REFUSALS, SIGN_IN_REQUEST } from "../challenges/begin-sign-in";
import { CONTEXT } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { requireClient } from "../store/find-client";

/** Answers a challenge, or tokens where one call proves everything. */
export const initiateAuth = defineOperation({
  name: "InitiateAuth",
  access: "public",
  quota: "UserAuthentication",
  request: { ...SIGN_IN_REQUEST, ...CONTEXT },
  refusals: SIGN_IN_REFUSALS,
  perform: (request, needs) => beginSignIn(needs, requireClient(needs, request.ClientId), "InitiateAuth", request),
});
