// How every operation of the sign-up and recovery family begins: which client, which pool, which name, and the client's own proof.
import { CognitoException } from "../protocol/cognito-exception";
import { CLIENT_ID, CLIENT_METADATA, CONTEXT, SECRET_HASH, USERNAME } from "../protocol/common-shapes";
import type { Needs } from "../protocol/needs";
import { needed, type ValueOf } from "../protocol/shapes";
import { limitPerHour } from "../rules/limit-per-hour";
import { checkTopLevelSecretHash } from "../rules/secret-hash";
import { requireClient, requirePool } from "../store/find-client";
import { findUser, nameKey } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { ClientRecord, PoolRecord } from "../store/settings-records";
import type { TriggerContext } from "../triggers/trigger-context";

type Metadata = Readonly<Record<string, string>>;

/** The members that each of the family has: who asks through which client, and what the pool takes without looking at it. */
export const ACCOUNT_REQUEST = {
  ClientId: needed(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: needed(USERNAME),
  ClientMetadata: CLIENT_METADATA,
  ...CONTEXT,
} as const;

/** A call that names its user; `user` is null where nobody of that name exists. */
export interface AccountCall {
  readonly needs: Needs;
  readonly client: ClientRecord;
  readonly pool: PoolRecord;
  readonly name: string;
  readonly user: UserRecord | null;
  readonly metadata: Metadata | undefined;
}

/** Reads who is meant; refuses an unknown client and a missing or wrong secret hash. */
export function openAccountCall(needs: Needs, request: ValueOf<typeof ACCOUNT_REQUEST>): AccountCall {
  const client = requireClient(needs, request.ClientId);
  const pool = requirePool(needs, client.poolId);
  checkTopLevelSecretHash(client, request.Username, request.SecretHash ?? null);
  const user = findUser(needs, pool.id, request.Username);
  return { needs, client, pool, name: request.Username, user, metadata: request.ClientMetadata };
}

/** What triggers are told about the call. */
export function contextOf(call: Omit<AccountCall, "name" | "user">, user: UserRecord | null, userName: string): TriggerContext {
  const { needs, pool, client, metadata } = call;
  return { needs, pool, clientId: client.id, userName, user, ...(metadata === undefined ? {} : { clientMetadata: metadata }) };
}

/** The key under which tries are counted for the user, by whatever name the user was called, or for the unknown name. */
export function countingKey(call: AccountCall, what: string): string {
  return `${what}|${nameKey(call.needs, call.pool.id, call.user?.username ?? call.name)}`;
}

/** Counts the call towards its user's hourly limit; LimitExceededException above it. */
export function limitCall(call: AccountCall, what: string, callsMax: number): void {
  limitPerHour(call.needs, countingKey(call, what), callsMax);
}

/** What the family is told of an unknown user without PreventUserExistenceErrors (sentence observed). */
export function userNotFound(): CognitoException {
  return new CognitoException("UserNotFoundException", "Username/client id combination not found.");
}
