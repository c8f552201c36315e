// AdminInitiateAuth: the first step of a sign-in by a server that holds administrator's keys and may see the password.
import { beginSignIn, SIGN_IN_REFUSALS, SIGN_IN_REQUEST } from "../challenges/begin-sign-in";
import { ADMIN_CONTEXT, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requirePoolClient } from "../store/require-pool-client";

/** Answers as InitiateAuth does; a client of another pool is ResourceNotFoundException. */
export const adminInitiateAuth = defineOperation({
  name: "AdminInitiateAuth",
  access: "signed",
  quota: "UserAuthentication",
  request: { UserPoolId: needed(USER_POOL_ID), ...SIGN_IN_REQUEST, ...ADMIN_CONTEXT },
  refusals: SIGN_IN_REFUSALS,
  perform: (request, needs) =>
    beginSignIn(needs, requirePoolClient(needs, request.UserPoolId, request.ClientId), "AdminInitiateAuth", request),
});
