// GlobalSignOut: ends every sign-in of a user that exists now. It goes by family and not by time, so a sign-in in the
// same second is not born revoked.
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requireAccessToken } from "../tokens/require-access-token";
import { revokeEveryFamily } from "../tokens/revoke-family";

/** Revokes every family of the caller, on every client of the pool. */
export const globalSignOut = defineOperation({
  name: "GlobalSignOut",
  access: "token",
  quota: "UserUpdate",
  request: { AccessToken: needed(ACCESS_TOKEN) },
  refusals: [],
  perform: (request, needs) => {
    revokeEveryFamily(needs, requireAccessToken(needs, request.AccessToken).user);
    return {};
  },
});
