// The one reading of the environment. It is pure, so that the server's start, the product and a test read it alike.
import { accept, refuse, type Result } from "@/lib/ground/result";
import { findContradiction } from "./find-contradiction";
import { Secret } from "./secret";
import type { DeskSettings, LegacyPasswordSettings, PoolSettings, Settings } from "./settings";
import { SETTINGS_SCHEMA, type RawSettings } from "./settings-schema";

/**
 * Turns an environment into settings, or answers one sentence that names the variable at fault.
 * An empty variable counts as absent. The sentence never contains a value, since the value may be a secret.
 */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Result<Settings, string> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = SETTINGS_SCHEMA.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "A setting");
    const absent = given[name] === undefined;
    return refuse(absent && name !== "DATABASE_URL" ? `${name} is not set.` : `${name} ${issue?.message ?? "is wrong"}.`);
  }
  const contradiction = findContradiction(parsed.data, given);
  return contradiction ? refuse(contradiction) : accept(shape(parsed.data));
}

/** The pool of `userPoolId`, at the one endpoint and in the one form of issuer that the installation has. */
function poolOf(
  raw: RawSettings,
  { userPoolId, ...client }: Pick<PoolSettings, "userPoolId" | "clientId" | "clientSecret" | "machineClientId">,
): PoolSettings {
  const issuerHost = raw.COGNITO_ISSUER_TYPE === "UPDATED" ? "issuer-cognito-idp" : "cognito-idp";
  const issuer = `https://${issuerHost}.${raw.COGNITO_REGION}.amazonaws.com/${userPoolId}`;
  const endpoint = raw.COGNITO_ENDPOINT ?? `https://cognito-idp.${raw.COGNITO_REGION}.amazonaws.com`;
  const jwksUrl = `${raw.COGNITO_ENDPOINT ? `${endpoint}/${userPoolId}` : issuer}/.well-known/jwks.json`;
  return { region: raw.COGNITO_REGION, userPoolId, ...client, endpoint, issuer, jwksUrl };
}

/** All four or none; what lies between is refused as a contradiction. */
function deskOf(raw: RawSettings): DeskSettings | null {
  const { COGNITO_STAFF_USER_POOL_ID, COGNITO_STAFF_CLIENT_ID, COGNITO_STAFF_CLIENT_SECRET, OPS_DATABASE_URL } = raw;
  if (!COGNITO_STAFF_USER_POOL_ID || !COGNITO_STAFF_CLIENT_ID || !COGNITO_STAFF_CLIENT_SECRET || !OPS_DATABASE_URL) return null;
  const client = { clientId: COGNITO_STAFF_CLIENT_ID, clientSecret: new Secret(COGNITO_STAFF_CLIENT_SECRET), machineClientId: null };
  return { pool: poolOf(raw, { userPoolId: COGNITO_STAFF_USER_POOL_ID, ...client }), databaseUrl: new Secret(OPS_DATABASE_URL) };
}

/** All three or none, likewise. */
function legacyPasswordsOf(raw: RawSettings): LegacyPasswordSettings | null {
  const { LEGACY_PASSWORD_CLIENT_ID: clientId, LEGACY_PASSWORD_CLIENT_SECRET: secret, LEGACY_PASSWORDS_UNTIL: until } = raw;
  if (!clientId || !secret || !until) return null;
  return { clientId, clientSecret: new Secret(secret), untilSeconds: Math.floor(Date.parse(until) / 1_000) };
}

function shape(raw: RawSettings): Settings {
  return {
    mode: raw.HOLDFAST_MODE,
    appOrigin: raw.APP_ORIGIN,
    pool: poolOf(raw, {
      userPoolId: raw.COGNITO_USER_POOL_ID,
      clientId: raw.COGNITO_CLIENT_ID,
      clientSecret: new Secret(raw.COGNITO_CLIENT_SECRET),
      machineClientId: raw.COGNITO_MACHINE_CLIENT_ID ?? null,
    }),
    desk: deskOf(raw),
    legacyPasswords: legacyPasswordsOf(raw),
    databaseUrl: new Secret(raw.DATABASE_URL),
    sessionSealKey: new Secret(raw.SESSION_SEAL_KEY.replace(/^demo\./, "")),
    recoveryTicketKey: new Secret(raw.RECOVERY_TICKET_KEY.replace(/^demo\./, "")),
    webhookKey: new Secret(raw.WEBHOOK_KEY.replace(/^demo\./, "")),
    chainRpcUrl: raw.CHAIN_RPC_URL,
    clockFile: raw.HOLDFAST_CLOCK_FILE ?? null,
    relyingPartyId: raw.RELYING_PARTY_ID ?? new URL(raw.APP_ORIGIN).hostname,
    trustedProxyHops: raw.TRUSTED_PROXY_HOPS,
    accessTokenSecondsMax: raw.ACCESS_TOKEN_SECONDS_MAX,
    sessionAbsoluteSeconds: raw.SESSION_ABSOLUTE_SECONDS,
    sessionIdleSeconds: raw.SESSION_IDLE_SECONDS,
    authAnswerMsMin: raw.AUTH_ANSWER_MS_MIN,
    priceAgeSecondsMax: raw.PRICE_AGE_SECONDS_MAX,
    credentialChangeAgeSecondsMax: raw.CREDENTIAL_CHANGE_AGE_SECONDS_MAX,
  };
}
