// CreateUserPoolClient's settings as the record that the pool's rules read.
import { defaultClient } from "../store/pool-defaults";
import type { ClientRecord, PoolRecord } from "../store/settings-records";
import { checkClientSettings, type ClientRequest } from "./check-client-settings";
import { makeClientId, makeClientSecret } from "./make-ids";
import { tokenLifetimesOf } from "./token-validity";

function rotationOf(request: ClientRequest): ClientRecord["rotation"] {
  const asked = request.RefreshTokenRotation;
  return { enabled: asked?.Feature === "ENABLED", graceSeconds: asked?.RetryGracePeriodSeconds ?? 0 };
}

/** The secret is kept once, where the rules read it. */
const withoutSecret = ({ ClientSecret: _kept, ...asked }: ClientRequest): Readonly<Record<string, unknown>> => asked;

/** The record of a new client. Refuses as `checkClientSettings` and `tokenLifetimesOf` say. */
export function clientRecordOf(
  pool: PoolRecord,
  request: ClientRequest,
  customScopes: readonly string[],
  nowSeconds: number,
): ClientRecord {
  checkClientSettings(pool, request, customScopes);
  const fallback = defaultClient(makeClientId(), pool.id, nowSeconds);
  return {
    ...fallback,
    ...tokenLifetimesOf(request, fallback),
    name: request.ClientName,
    secret: request.ClientSecret ?? (request.GenerateSecret === true ? makeClientSecret() : null),
    explicitAuthFlows: request.ExplicitAuthFlows ?? fallback.explicitAuthFlows,
    authSessionSeconds: request.AuthSessionValidity === undefined ? fallback.authSessionSeconds : request.AuthSessionValidity * 60,
    rotation: rotationOf(request),
    preventUserExistenceErrors: request.PreventUserExistenceErrors === "ENABLED",
    tokenRevocation: request.EnableTokenRevocation ?? true,
    readAttributes: request.ReadAttributes ?? null,
    writeAttributes: request.WriteAttributes ?? null,
    oauthFlows: request.AllowedOAuthFlows ?? [],
    oauthScopes: request.AllowedOAuthScopes ?? [],
    propagatesContext: request.EnablePropagateAdditionalUserContextData ?? false,
    asked: withoutSecret(request),
  };
}
