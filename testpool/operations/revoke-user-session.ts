// RevokeUserSession: the caller ends another of their own sign-ins.
import { invalidParameter } from "../protocol/cognito-exception";
import { ACCESS_TOKEN, SESSION_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed, oneOf } from "../protocol/shapes";
import { requireSession, requireSessionTracking } from "../sessions/require-session";
import { requireAccessToken } from "../tokens/require-access-token";
import { revokeFamily } from "../tokens/revoke-family";

/**
 * Revokes every token of the session. The caller's own session is refused (documented; InvalidParameterException and its sentence are
 * assumed). RevokeAssociatedSessions has no effect, because no session here comes out of the hosted sign-in page.
 */
export const revokeUserSession = defineOperation({
  name: "RevokeUserSession",
  access: "token",
  quota: "UserResourceUpdate",
  request: {
    AccessToken: needed(ACCESS_TOKEN),
    SessionId: needed(SESSION_ID),
    RevokeAssociatedSessions: oneOf(["NONE", "LINKED"]),
  },
  refusals: ["OperationNotEnabledException"],
  perform: (request, needs) => {
    const { user, family, pool } = requireAccessToken(needs, request.AccessToken);
    requireSessionTracking(pool);
    const target = requireSession(needs, user, request.SessionId);
    if (target.originJti === family.originJti) throw invalidParameter("The current session can not be revoked.");
    revokeFamily(needs, target);
    return {};
  },
});
