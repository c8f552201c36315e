// AdminRevokeUserSession: an administrator ends one sign-in of a user.
import { CognitoException } from "../protocol/cognito-exception";
import { SESSION_ID, USERNAME, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed, oneOf } from "../protocol/shapes";
import { requireSession, requireSessionTracking } from "../sessions/require-session";
import { requirePool } from "../store/find-client";
import { findUser } from "../store/find-user";
import { revokeFamily } from "../tokens/revoke-family";

/** Revokes every token of the session, which must be that user's (documented). */
export const adminRevokeUserSession = defineOperation({
  name: "AdminRevokeUserSession",
  access: "signed",
  quota: "UserResourceUpdate",
  request: {
    UserPoolId: needed(USER_POOL_ID),
    Username: needed(USERNAME),
    SessionId: needed(SESSION_ID),
    RevokeAssociatedSessions: oneOf(["NONE", "LINKED"]),
  },
  refusals: ["OperationNotEnabledException", "UserNotFoundException"],
  perform: (request, needs) => {
    requireSessionTracking(requirePool(needs, request.UserPoolId));
    const user = findUser(needs, request.UserPoolId, request.Username);
    if (user === null) throw new CognitoException("UserNotFoundException", "User does not exist.");
    revokeFamily(needs, requireSession(needs, user, request.SessionId));
    return {};
  },
});
