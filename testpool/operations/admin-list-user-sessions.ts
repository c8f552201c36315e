// AdminListUserSessions: where a user is signed in, for administrators.
import { CognitoException } from "../protocol/cognito-exception";
import { PAGE_KEY, USERNAME, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { listSessions } from "../sessions/list-sessions";
import { requireSessionTracking } from "../sessions/require-session";
import { requirePool } from "../store/find-client";
import { findUser } from "../store/find-user";

/** Answers Sessions in pages; none of them is marked as current. */
export const adminListUserSessions = defineOperation({
  name: "AdminListUserSessions",
  access: "signed",
  quota: "UserResourceRead",
  request: { UserPoolId: needed(USER_POOL_ID), Username: needed(USERNAME), NextToken: PAGE_KEY },
  refusals: ["OperationNotEnabledException", "UserNotFoundException"],
  perform: (request, needs) => {
    requireSessionTracking(requirePool(needs, request.UserPoolId));
    const user = findUser(needs, request.UserPoolId, request.Username);
    if (user === null) throw new CognitoException("UserNotFoundException", "User does not exist.");
    return listSessions(needs, user, request.NextToken, null);
  },
});
