// The claims of access and ID tokens (documented samples), before and after a PreTokenGeneration trigger has had its say.
import { randomUUID } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { FamilyRecord, UserRecord } from "../store/records";
import type { ClientRecord, PoolRecord } from "../store/settings-records";
import type { TokenChanges } from "../triggers/pre-token-generation";
import { ownAcrName } from "./acr-names";
import { groupClaims } from "./group-claims";
import { issuerOf } from "./issuer";
import { attributeClaims } from "./readable-attributes";
import { amrOf } from "./step-up-acr";

/** The scope of every token that a sign-in through the API ends in. */
export const OWN_SCOPE = "aws.cognito.signin.user.admin";

/** Claims after the trigger's additions and suppressions; that the reserved ones are not among them is the trigger's own care. */
export function withChanges(claims: object, added: Readonly<Record<string, unknown>>, suppressed: readonly string[]): object {
  const kept = Object.entries(claims).filter(([name]) => !suppressed.includes(name));
  return { ...Object.fromEntries(kept), ...added };
}

/** `acr` and `amr`, for sign-ins that asked for a level; a refresh keeps them (documented). */
function levelClaims(pool: PoolRecord, family: FamilyRecord): object {
  return family.acr === null ? {} : { acr: ownAcrName(pool, family.acr), amr: amrOf(family.proven) };
}

/** Scopes after the trigger's additions and suppressions, each once. */
export function changedScopes(scopes: readonly string[], changes: TokenChanges): string[] {
  return [...new Set([...scopes, ...changes.scopesAdded])].filter((scope) => !changes.scopesSuppressed.includes(scope));
}

/**
 * The claims of both tokens of a sign-in. `origin_jti` and `jti` are there only while the client's EnableTokenRevocation is on
 * (documented); `nonce` never is, because it belongs to the hosted sign-in page.
 */
export function tokenClaims(
  needs: Needs,
  client: ClientRecord,
  user: UserRecord,
  family: FamilyRecord,
  names: readonly string[],
  changes: TokenChanges,
): { access: object; id: object } {
  const now = needs.clock.nowSeconds();
  const pool = requirePool(needs, family.poolId);
  const { groups, roles } = groupClaims(needs, user.poolId, changes.groups ?? names);
  const ids = () => (client.tokenRevocation ? { origin_jti: family.originJti, jti: randomUUID() } : {});
  const shared = {
    sub: user.sub,
    ...groups,
    iss: issuerOf(pool),
    event_id: family.eventId,
    ...levelClaims(pool, family),
    auth_time: family.authTimeSeconds,
    iat: now,
  };
  const access = {
    ...shared,
    ...(family.deviceKey === null ? {} : { device_key: family.deviceKey }),
    client_id: client.id,
    ...ids(),
    token_use: "access",
    scope: changedScopes([OWN_SCOPE], changes).join(" "),
    exp: now + client.accessTokenSeconds,
    username: user.username,
  };
  const id = {
    ...attributeClaims(client, user),
    ...shared,
    ...roles,
    "cognito:username": user.username,
    aud: client.id,
    ...ids(),
    token_use: "id",
    exp: now + client.idTokenSeconds,
  };
  return {
    access: withChanges(access, changes.accessClaims, changes.accessSuppressed),
    id: withChanges(id, changes.idClaims, changes.idSuppressed),
  };
}
