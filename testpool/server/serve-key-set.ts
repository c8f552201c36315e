// A pool's public keys, where every Cognito verifier looks for them.
import type { ServerResponse } from "node:http";
import { publicJwk } from "../store/key-ring";
import { sendJson } from "./send";
import { setProtocolCors, strike } from "./serve-protocol";
import type { TestPool } from "./test-pool";

/** Answers the key set of `poolId`, or 404 for a pool that does not exist. */
export async function serveKeySet(pool: TestPool, poolId: string, response: ServerResponse): Promise<void> {
  pool.requests.add("jwks", pool.needs.clock.nowMs());
  const fault = pool.faults.take("jwks");
  if (fault !== null && (await strike(fault, response))) return;
  setProtocolCors(response);
  if (pool.needs.store.get("pools", poolId) === undefined) {
    sendJson(response, 404, { message: `User pool ${poolId} does not exist.` });
    return;
  }
  await pool.needs.keys.settled(poolId);
  const keys = pool.needs.keys.publishedKeys(poolId).flatMap(({ id, access }) => [publicJwk(id), publicJwk(access)]);
  sendJson(response, 200, { keys });
}
