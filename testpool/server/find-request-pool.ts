// Which pool a request is about, before anything in it is believed: quotas and waiting keys go by pool.
import { poolOfSession } from "../challenges/challenge-session";
import type { Fields } from "../protocol/shapes";
import type { PoolRecord } from "../store/settings-records";
import type { Store } from "../store/store";
import { decodeJwt } from "../tokens/jwt";

function poolOfToken(token: string): string {
  const issuer = decodeJwt(token)?.["iss"];
  return typeof issuer === "string" ? issuer.slice(issuer.lastIndexOf("/") + 1) : "";
}

function poolNamedBy(
  store: Store,
  { UserPoolId: poolId, ClientId: clientId, AccessToken: token, Session: session }: Fields,
): string | null {
  if (typeof poolId === "string") return poolId;
  if (typeof clientId === "string") return store.get("clients", clientId)?.poolId ?? null;
  if (typeof token === "string") return poolOfToken(token);
  return typeof session === "string" ? poolOfSession(store, session) : null;
}

/** The pool that the request names by UserPoolId, ClientId, access token or Session; null when it names none that exists. */
export function findRequestPool(store: Store, fields: Fields): PoolRecord | null {
  return store.get("pools", poolNamedBy(store, fields) ?? "") ?? null;
}
