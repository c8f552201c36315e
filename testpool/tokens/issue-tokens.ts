// Tokens with Cognito's claims (documented sample) and sizes: access about 1 KB, ID about 1.1 KB, refresh about 1.8 KB.
import { randomUUID } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { requireClient, requirePool } from "../store/find-client";
import { emailOf, isVerified } from "../store/find-user";
import type { FamilyRecord, SignInTrail, UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import { issuerOf } from "./issuer";
import { signJwt } from "./jwt";
import { sealRefreshToken } from "./refresh-token";

/** Cognito's AuthenticationResult. */
export interface AuthenticationResult {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken?: string;
  readonly ExpiresIn: number;
  readonly TokenType: "Bearer";
}

/** Access and ID tokens of a family, and its current refresh token when `withRefreshToken` says so. */
export async function issueTokens(
  needs: Needs,
  user: UserRecord,
  family: FamilyRecord,
  withRefreshToken: boolean,
): Promise<AuthenticationResult> {
  await Promise.resolve();
  const client = requireClient(needs, family.clientId);
  const now = needs.clock.nowSeconds();
  const shared = {
    sub: user.sub,
    iss: issuerOf(requirePool(needs, family.poolId)),
    origin_jti: family.originJti,
    event_id: family.eventId,
    auth_time: family.authTimeSeconds,
    exp: now + client.accessTokenSeconds,
    iat: now,
  };
  const keys = needs.keys.poolKeys(family.poolId);
  const access = {
    ...shared,
    client_id: client.id,
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    jti: randomUUID(),
    username: user.username,
  };
  const id = {
    ...shared,
    email_verified: isVerified(user, "email"),
    "cognito:username": user.username,
    aud: client.id,
    token_use: "id",
    jti: randomUUID(),
    email: emailOf(user) ?? undefined,
  };
  const generation = { originJti: family.originJti, generation: family.generation };
  return {
    AccessToken: signJwt(access, keys.access),
    IdToken: signJwt(id, keys.id),
    ...(withRefreshToken ? { RefreshToken: sealRefreshToken(needs.keys, generation) } : {}),
    ExpiresIn: client.accessTokenSeconds,
    TokenType: "Bearer",
  };
}

/** Starts a family for a user whose factors are all proven, and issues its first tokens. */
export async function startFamily(needs: Needs, user: UserRecord, client: ClientRecord, trail: SignInTrail): Promise<AuthenticationResult> {
  const now = needs.clock.nowSeconds();
  const family: FamilyRecord = {
    originJti: randomUUID(),
    poolId: user.poolId,
    clientId: client.id,
    username: user.username,
    eventId: randomUUID(),
    authTimeSeconds: now,
    expiresAtSeconds: now + client.refreshTokenSeconds,
    lastActiveAtSeconds: now,
    revoked: false,
    generation: 0,
    rotatedAtMs: {},
    proven: trail.proven,
    acr: null,
    deviceKey: trail.deviceKey,
    sessionId: null,
    address: needs.call.address,
  };
  needs.store.put("families", family.originJti, family);
  return issueTokens(needs, user, family, true);
}
