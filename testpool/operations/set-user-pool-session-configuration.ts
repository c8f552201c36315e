// SetUserPoolSessionConfiguration: switches the tracking of sessions on and off.
import { USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { integer, needed, oneOf, structure } from "../protocol/shapes";
import { requirePool } from "../store/find-client";

/**
 * Sets tracking and the number of sessions that a user may have at once. Sign-ins from before tracking was on are no sessions (assumed);
 * a lower number ends nothing until the user's next sign-in (documented).
 */
export const setUserPoolSessionConfiguration = defineOperation({
  name: "SetUserPoolSessionConfiguration",
  access: "signed",
  quota: "UserPoolUpdate",
  request: {
    UserPoolId: needed(USER_POOL_ID),
    UserSessionTracking: needed(oneOf(["ENABLED", "DISABLED"])),
    TokenSession: needed(structure({ MaxPerUser: needed(integer({ min: 1, max: 100 })) })),
  },
  refusals: [],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const { MaxPerUser: maxPerUser } = request.TokenSession;
    const sessionTracking = request.UserSessionTracking === "ENABLED" ? { maxPerUser } : null;
    needs.store.put("pools", pool.id, { ...pool, sessionTracking, modifiedAtSeconds: needs.clock.nowSeconds() });
    return { UserPoolId: pool.id, UserSessionTracking: request.UserSessionTracking, TokenSession: { MaxPerUser: maxPerUser } };
  },
});
