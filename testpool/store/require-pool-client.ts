// Administrators name a pool and a client; the client must be of that pool.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requireClient, requirePool } from "./find-client";
import type { ClientRecord } from "./settings-records";

/** The client of that pool; ResourceNotFoundException for an unknown pool, and for a client of another one (sentence observed). */
export function requirePoolClient(needs: Needs, poolId: string, clientId: string): ClientRecord {
  const pool = requirePool(needs, poolId);
  const client = requireClient(needs, clientId);
  if (client.poolId !== pool.id) {
    throw new CognitoException("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
  }
  return client;
}
