// ListUserSessions: where the caller is signed in, across every client of the pool.
import { ACCESS_TOKEN, PAGE_KEY } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { listSessions } from "../sessions/list-sessions";
import { requireSessionTracking } from "../sessions/require-session";
import { requireAccessToken } from "../tokens/require-access-token";

/** Answers Sessions in pages; IsCurrentSession marks the one that asks. */
export const listUserSessions = defineOperation({
  name: "ListUserSessions",
  access: "token",
  quota: "UserResourceRead",
  request: { AccessToken: needed(ACCESS_TOKEN), NextToken: PAGE_KEY },
  refusals: ["OperationNotEnabledException"],
  perform: (request, needs) => {
    const { user, family, pool } = requireAccessToken(needs, request.AccessToken);
    requireSessionTracking(pool);
    return listSessions(needs, user, request.NextToken, family.originJti);
  },
});
