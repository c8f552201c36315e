// Every request to the pool is completed here: our client id, the secret in the form this operation wants, the trader's address.
// What the browser sent for these fields never gets this far.
import "server-only";
import { callCognito, type CognitoRefusal } from "@/lib/server/cognito/call-cognito";
import { secretHash } from "@/lib/server/cognito/secret-hash";
import { settings } from "@/lib/server/env";
import type { PoolSettings } from "@/lib/settings/settings";

import { CognitoException, lockedOut, rateLimited, wrongPassword } from "./cognito-exception";
import type { Exchange } from "./exchange";

const MESSAGE_CHARACTERS_MAX = 256;

/** Cognito's words when its own lock runs. */
export const POOL_LOCKED_MESSAGE = "Password attempts exceeded";

/** Cognito's no as the browser sees it: its lock and its throttling become ours, everything else keeps name and sentence. */
export function exceptionOf(refusal: CognitoRefusal): CognitoException {
  if (refusal.message === POOL_LOCKED_MESSAGE) return lockedOut(1);
  if (refusal.name === "TooManyRequestsException") return rateLimited(1);
  // A pool that tells unknown names apart must not make us tell it on.
  if (refusal.name === "UserNotFoundException") return wrongPassword();
  return new CognitoException(refusal.name, refusal.message.slice(0, MESSAGE_CHARACTERS_MAX));
}

/** Calls the pool; throws the browser's form of a refusal, and UnavailableError("cognito") on an outage. */
export async function askCognito(operation: string, body: object): Promise<Record<string, unknown>> {
  const answer = await callCognito(operation, body);
  if (!answer.ok) throw exceptionOf(answer.refusal);
  return answer.value;
}

/** The address that threat protection should judge: the trader's, not ours (needs a client with a secret). */
export function userContext(exchange: Exchange): { UserContextData?: { IpAddress: string } } {
  return exchange.clientAddress === null ? {} : { UserContextData: { IpAddress: exchange.clientAddress } };
}

/** ClientId and SecretHash of the operations that carry the username at the top. */
export function clientWithHash(username: string): { ClientId: string; SecretHash: string; Username: string } {
  const { pool } = settings();
  return { ClientId: pool.clientId, SecretHash: secretHash(pool, username), Username: username };
}

/** USERNAME and SECRET_HASH of a step of a sign-in: the hash is made over the very name that stands beside it. */
export function nameWithHash(username: string, pool: PoolSettings = settings().pool): { USERNAME: string; SECRET_HASH: string } {
  return { USERNAME: username, SECRET_HASH: secretHash(pool, username) };
}

/** ClientId and ClientSecret of the token operations, which want the secret itself. */
export function clientWithSecret(pool: PoolSettings = settings().pool): { ClientId: string; ClientSecret: string } {
  return { ClientId: pool.clientId, ClientSecret: pool.clientSecret.reveal() };
}
