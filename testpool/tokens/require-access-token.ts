// Every operation that takes an access token goes through here: signature, times, revocation, all for real.
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { Fields } from "../protocol/shapes";
import { findUser } from "../store/find-user";
import type { FamilyRecord, UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { issuerOf } from "./issuer";
import { decodeJwt, verifyJwt } from "./jwt";

/** Who called, and with which sign-in. */
export interface Caller {
  readonly user: UserRecord;
  readonly family: FamilyRecord;
  readonly pool: PoolRecord;
}

const invalidToken = () => notAuthorized("Invalid Access Token");

function requireVerifiedClaims(needs: Needs, token: string): { claims: Fields; pool: PoolRecord } {
  const issuer = decodeJwt(token)?.["iss"];
  const pool = needs.store.entries("pools").find(([, candidate]) => issuerOf(candidate) === issuer)?.[1];
  if (pool === undefined) throw invalidToken();
  const claims = verifyJwt(token, needs.keys.poolKeys(pool.id).access);
  if (claims === null || claims["token_use"] !== "access") throw invalidToken();
  return { claims, pool };
}

/**
 * The caller behind an access token. Refuses with NotAuthorizedException: `Invalid Access Token`,
 * `Access Token has expired` or `Access Token has been revoked` (all observed); a family that a reset forgot counts
 * as revoked (assumed).
 */
export function requireAccessToken(needs: Needs, accessToken: string): Caller {
  const { claims, pool } = requireVerifiedClaims(needs, accessToken);
  const { exp, origin_jti: originJti, username, sub, client_id: clientId } = claims;
  if (typeof exp !== "number" || typeof originJti !== "string" || typeof username !== "string") throw invalidToken();
  if (needs.clock.nowSeconds() >= exp) throw notAuthorized("Access Token has expired");
  const family = needs.store.get("families", originJti);
  if (family === undefined || family.revoked) throw notAuthorized("Access Token has been revoked");
  const user = findUser(needs, pool.id, username);
  if (user === null || user.sub !== sub || family.clientId !== clientId) throw invalidToken();
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return { user, family, pool };
}
