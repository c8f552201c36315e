// Every operation that takes an access token goes through here: signature, times, revocation, all for real.
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { Fields } from "../protocol/shapes";
import { findUser } from "../store/find-user";
import type { FamilyRecord, UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { issuerOf } from "./issuer";
import { decodeJwt, verifyJwt } from "./jwt";
import { OWN_SCOPE } from "./token-claims";

/** Who called, and with which sign-in. */
export interface Caller {
  readonly user: UserRecord;
  readonly family: FamilyRecord;
  readonly pool: PoolRecord;
}

const invalidToken = () => notAuthorized("Invalid Access Token");

/** The pool that the issuer ends with, when the whole issuer is that pool's own. */
function poolOfIssuer(needs: Needs, issuer: unknown): PoolRecord | null {
  if (typeof issuer !== "string") return null;
  const pool = needs.store.get("pools", issuer.slice(issuer.lastIndexOf("/") + 1));
  return pool !== undefined && issuerOf(pool) === issuer ? pool : null;
}

function requireVerifiedClaims(needs: Needs, token: string): { claims: Fields; pool: PoolRecord } {
  const pool = poolOfIssuer(needs, decodeJwt(token)?.["iss"]);
  if (pool === null) throw invalidToken();
  const accessKeys = needs.keys.publishedKeys(pool.id).map(({ access }) => access);
  const claims = verifyJwt(token, accessKeys);
  if (claims === null || claims["token_use"] !== "access") throw invalidToken();
  return { claims, pool };
}

/** The sign-in of a token: by origin_jti, or by event_id where the client's tokens carry no origin_jti (EnableTokenRevocation off). */
function familyOf(needs: Needs, claims: Fields): FamilyRecord | undefined {
  const { origin_jti: originJti, event_id: eventId } = claims;
  if (typeof originJti === "string") return needs.store.get("families", originJti);
  return needs.store.entries("families").find(([, family]) => family.eventId === eventId)?.[1];
}

/**
 * The caller behind an access token. Refuses with NotAuthorizedException: `Invalid Access Token`, `Access Token has expired`,
 * `Access Token does not have required scopes` or `Access Token has been revoked` (all observed); a family that a reset forgot
 * counts as revoked (assumed).
 */
export function requireAccessToken(needs: Needs, accessToken: string): Caller {
  const { claims, pool } = requireVerifiedClaims(needs, accessToken);
  const { exp, username, sub, client_id: clientId, scope } = claims;
  if (typeof exp !== "number") throw invalidToken();
  if (needs.clock.nowSeconds() >= exp) throw notAuthorized("Access Token has expired");
  const scopes = typeof scope === "string" ? scope.split(" ") : [];
  if (!scopes.includes(OWN_SCOPE)) throw notAuthorized("Access Token does not have required scopes");
  if (typeof username !== "string") throw invalidToken();
  const family = familyOf(needs, claims);
  if (family === undefined || family.revoked) throw notAuthorized("Access Token has been revoked");
  const user = findUser(needs, pool.id, username);
  if (user === null || user.sub !== sub || family.clientId !== clientId || family.username !== user.username) throw invalidToken();
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return { user, family, pool };
}
