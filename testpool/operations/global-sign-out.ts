// GlobalSignOut: ends every sign-in of a user that exists now. It goes by family and not by time, so a sign-in in the
// same second is not born revoked.
import type { Needs } from "../protocol/needs";
import type { Fields } from "../protocol/read-fields";
import { requireAccessToken } from "../tokens/require-access-token";

/** Revokes every family of the caller, on every client of the pool. */
export function globalSignOut(request: Fields, needs: Needs): object {
  const { user } = requireAccessToken(needs, request);
  for (const [key, family] of needs.store.entries("families")) {
    const isOwn = family.poolId === user.poolId && family.username === user.username;
    if (isOwn && !family.revoked) needs.store.put("families", key, { ...family, revoked: true });
  }
  return {};
}
