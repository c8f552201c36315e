// A sign-in becomes tokens here, and only here; the PreTokenGeneration trigger is asked every time.
import type { Needs } from "../protocol/needs";
import { requireClient, requirePool } from "../store/find-client";
import type { FamilyRecord, UserRecord } from "../store/records";
import { preTokenGeneration, type TokenChanges, type TokenSource } from "../triggers/pre-token-generation";
import { groupNames } from "./group-claims";
import { signJwt } from "./jwt";
import { sealRefreshToken } from "./refresh-token";
import { OWN_SCOPE, tokenClaims } from "./token-claims";

/** Cognito's AuthenticationResult. */
export interface AuthenticationResult {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken?: string;
  readonly ExpiresIn: number;
  readonly TokenType: "Bearer";
  readonly NewDeviceMetadata?: { readonly DeviceKey: string; readonly DeviceGroupKey: string };
}

/** Where tokens are issued, for the trigger. */
export interface Occasion {
  readonly source: TokenSource;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

/** Asks the trigger what it changes in the tokens of this user. */
export function askTrigger(needs: Needs, user: UserRecord, clientId: string, occasion: Occasion): Promise<TokenChanges> {
  const pool = requirePool(needs, user.poolId);
  const metadata = occasion.clientMetadata === undefined ? {} : { clientMetadata: occasion.clientMetadata };
  const context = { needs, pool, clientId, userName: user.username, user, ...metadata };
  return preTokenGeneration(context, occasion.source, groupNames(needs, user), [OWN_SCOPE]);
}

/** Signs the tokens of a family, with its current refresh token when `withRefreshToken` says so. */
export function signTokens(
  needs: Needs,
  user: UserRecord,
  family: FamilyRecord,
  changes: TokenChanges,
  withRefreshToken: boolean,
): AuthenticationResult {
  const client = requireClient(needs, family.clientId);
  const keys = needs.keys.poolKeys(family.poolId);
  const { access, id } = tokenClaims(needs, client, user, family, groupNames(needs, user), changes);
  const generation = { originJti: family.originJti, generation: family.generation };
  return {
    AccessToken: signJwt(access, keys.access),
    IdToken: signJwt(id, keys.id),
    ...(withRefreshToken ? { RefreshToken: sealRefreshToken(needs.keys, generation) } : {}),
    ExpiresIn: client.accessTokenSeconds,
    TokenType: "Bearer",
  };
}
