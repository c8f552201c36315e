// Which pool a request is about, before anything in it is believed: quotas and waiting keys go by pool.
import type { Fields } from "../protocol/shapes";
import type { PoolRecord } from "../store/settings-records";
import type { Store } from "../store/store";
import { decodeJwt } from "../tokens/jwt";

function poolOfToken(token: unknown): string {
  const issuer = typeof token === "string" ? decodeJwt(token)?.["iss"] : null;
  return typeof issuer === "string" ? issuer.slice(issuer.lastIndexOf("/") + 1) : "";
}

/** The pool that the request names by UserPoolId, by ClientId or by its access token; null when it names none that exists. */
export function findRequestPool(store: Store, { UserPoolId: poolId, ClientId: clientId, AccessToken: token }: Fields): PoolRecord | null {
  if (typeof poolId === "string") return store.get("pools", poolId) ?? null;
  const named = typeof clientId === "string" ? store.get("clients", clientId)?.poolId : poolOfToken(token);
  return store.get("pools", named ?? "") ?? null;
}
