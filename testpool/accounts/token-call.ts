// How the operations of a signed-in user on their own account begin.
import type { Needs } from "../protocol/needs";
import { limitPerHour } from "../rules/limit-per-hour";
import { requireClient } from "../store/find-client";
import { nameKey } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { ClientRecord, PoolRecord } from "../store/settings-records";
import { requireAccessToken } from "../tokens/require-access-token";

/** A signed-in user's call, through the client that the token was made for. */
export interface TokenCall {
  readonly needs: Needs;
  readonly client: ClientRecord;
  readonly pool: PoolRecord;
  readonly user: UserRecord;
  readonly metadata: Readonly<Record<string, string>> | undefined;
}

/** Reads who calls; refuses a token that is not valid now. */
export function openTokenCall(
  needs: Needs,
  request: { readonly AccessToken: string; readonly ClientMetadata?: Readonly<Record<string, string>> },
): TokenCall {
  const { user, family, pool } = requireAccessToken(needs, request.AccessToken);
  return { needs, client: requireClient(needs, family.clientId), pool, user, metadata: request.ClientMetadata };
}

/** Counts the call towards its user's hourly limit; LimitExceededException above it. */
export function limitTokenCall({ needs, user }: TokenCall, what: string, callsMax: number): void {
  limitPerHour(needs, `${what}|${nameKey(needs, user.poolId, user.username)}`, callsMax);
}
