// A request names only its client; the client names the pool.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { ClientRecord, PoolRecord } from "./settings-records";

/** The client of that id, or ResourceNotFoundException in Cognito's words (observed). */
export function requireClient(needs: Needs, clientId: string): ClientRecord {
  const client = needs.store.get("clients", clientId);
  if (client === undefined) {
    throw new CognitoException("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
  }
  return client;
}

/** The pool of that id, or ResourceNotFoundException. */
export function requirePool(needs: Needs, poolId: string): PoolRecord {
  const pool = needs.store.get("pools", poolId);
  if (pool === undefined) {
    throw new CognitoException("ResourceNotFoundException", `User pool ${poolId} does not exist.`);
  }
  return pool;
}
