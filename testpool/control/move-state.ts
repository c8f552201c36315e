// The state as a whole: back to the seed, one pool of it, more of it, or all of it as one document.
import { parseSeed } from "../store/seed";
import { SeedError } from "../store/seed-fields";
import { readSnapshot, takeSnapshot } from "../store/snapshot";
import { bad, ok, type ControlAnswer, type ControlCall } from "./control-call";
import { clockNow } from "./move-clock";

/** Everything back to the seed; with `{poolId}` that pool only, and neither the clock nor the faults. */
export function reset({ pool, body }: ControlCall): ControlAnswer {
  const { poolId } = body;
  if (poolId === undefined) pool.reset();
  else if (typeof poolId !== "string") return bad("poolId must be a text.");
  else if (pool.needs.store.get("pools", poolId) === undefined) return bad(`There is no pool ${poolId}.`, 404);
  else pool.resetPool(poolId);
  return clockNow(pool);
}

/** Adds the pools of a seed document; what is there already is refused with 409 and stays as it is. */
export function addSeed({ pool, body }: ControlCall): ControlAnswer {
  const { store, clock } = pool.needs;
  try {
    const seed = parseSeed(body, clock.nowSeconds());
    const known = seed.pools.find(({ id }) => store.get("pools", id) !== undefined);
    if (known !== undefined) return bad(`There is a pool ${known.id} already.`, 409);
    const taken = seed.clients.find(({ id }) => store.get("clients", id) !== undefined);
    if (taken !== undefined) return bad(`There is a client ${taken.id} already.`, 409);
    pool.addSeed(seed);
    return ok({ userPoolIds: seed.pools.map(({ id }) => id), clientIds: seed.clients.map(({ id }) => id) });
  } catch (error) {
    if (error instanceof SeedError) return bad(error.message);
    throw error;
  }
}

/** The whole state. */
export function snapshot({ pool }: ControlCall): ControlAnswer {
  return ok(takeSnapshot(pool.needs.store));
}

/** The whole state becomes that of a snapshot, clock included. */
export function restore({ pool, body }: ControlCall): ControlAnswer {
  const records = readSnapshot(body);
  if (records === null) return bad("The body must be a document that GET snapshot answered.");
  pool.restore(records);
  return clockNow(pool);
}
