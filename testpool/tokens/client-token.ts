// Tokens of machines: no user, no refresh token, only scopes of the pool's resource servers.
import { randomUUID } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { ClientRecord } from "../store/settings-records";
import { preTokenGeneration } from "../triggers/pre-token-generation";
import { issuerOf } from "./issuer";
import { signJwt } from "./jwt";
import { changedScopes, withChanges } from "./token-claims";

/**
 * The scopes that a machine gets: what it asks for, or everything that its client allows. Null when it asks for a scope that its client
 * does not allow or that no resource server of the pool has, or when nothing is left (documented as `invalid_scope`).
 */
export function grantedScopes(needs: Needs, client: ClientRecord, asked: readonly string[]): readonly string[] | null {
  const servers = needs.store.entries("resourceServers").map(([, server]) => server);
  const own = servers.filter(({ poolId }) => poolId === client.poolId);
  const defined = own.flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`));
  const allowed = client.oauthScopes.filter((scope) => defined.includes(scope));
  const scopes = asked.length === 0 ? allowed : [...new Set(asked)];
  return scopes.length > 0 && scopes.every((scope) => allowed.includes(scope)) ? scopes : null;
}

/** An access token whose `sub` is the client itself, with `version` 2 and no username (documented sample). The trigger is asked from V3_0 on. */
export async function issueClientToken(
  needs: Needs,
  client: ClientRecord,
  scopes: readonly string[],
  clientMetadata?: Readonly<Record<string, string>>,
): Promise<{ readonly accessToken: string; readonly expiresInSeconds: number }> {
  const pool = requirePool(needs, client.poolId);
  const metadata = clientMetadata === undefined ? {} : { clientMetadata };
  const context = { needs, pool, clientId: client.id, userName: client.id, user: null, ...metadata };
  const changes = await preTokenGeneration(context, "TokenGeneration_ClientCredentials", [], scopes);
  const now = needs.clock.nowSeconds();
  const claims = {
    sub: client.id,
    token_use: "access",
    scope: changedScopes(scopes, changes).join(" "),
    auth_time: now,
    iss: issuerOf(pool),
    exp: now + client.accessTokenSeconds,
    iat: now,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  };
  const accessToken = signJwt(withChanges(claims, changes.accessClaims, changes.accessSuppressed), needs.keys.poolKeys(pool.id).access);
  return { accessToken, expiresInSeconds: client.accessTokenSeconds };
}
