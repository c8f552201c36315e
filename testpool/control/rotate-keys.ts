// Key rotation on demand: verifiers must take a new key id, and go on taking the old one while it is published.
import { bad, ok, type ControlAnswer, type ControlCall } from "./control-call";

/**
 * `{poolId, dropEarlier?}` gives the pool new signing keys and answers their ids. The earlier keys stay published and their tokens valid,
 * unless `dropEarlier` is true.
 */
export function rotateKeys({ pool, body }: ControlCall): ControlAnswer {
  const { poolId, dropEarlier = false } = body;
  if (typeof poolId !== "string" || pool.needs.store.get("pools", poolId) === undefined) return bad("poolId must be the id of a pool.");
  if (typeof dropEarlier !== "boolean") return bad("dropEarlier must be true or false.");
  const keys = pool.needs.keys.rotate(poolId);
  if (dropEarlier) pool.needs.keys.dropEarlier(poolId);
  return ok({ accessKid: keys.access.kid, idKid: keys.id.kid });
}
