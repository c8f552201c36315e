// Makes tokens of a pool that never was, good and bad, byte by byte. Keys are made per run; nothing touches a network.
import { createHmac, createSign, constants, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { Settings } from "@/lib/settings/settings";
import { createKeySet } from "@/lib/server/tokens/create-key-set";
import { guardKeys } from "@/lib/server/tokens/guard-keys";
import type { KeySet } from "@/lib/server/tokens/key-set";

/** The instant at which every forged token is judged. */
export const FORGE_NOW_SECONDS = 1_790_000_000;
export const FORGE_SUB = "0a1b2c3d-0000-4000-8000-00000000aaaa";
export const FORGE_ORIGIN_JTI = "0a1b2c3d-0000-4000-8000-00000000bbbb";
const JTI = "0a1b2c3d-0000-4000-8000-00000000cccc";

const makePair = (bits = 2_048) => generateKeyPairSync("rsa", { modulusLength: bits });
const [first, second, strange] = [makePair(), makePair(), makePair()];

/** Signing keys: two of the pool (access and ID tokens have one each) and one of a stranger. */
export const FORGE_KEYS = { first: first.privateKey, second: second.privateKey, strange: strange.privateKey };
export const FORGE_PUBLIC_KEYS = { first: first.publicKey, second: second.publicKey, strange: strange.publicKey };

/** A public key as a pool publishes it. */
export const publicJwk = (key: KeyObject, kid: string): Record<string, unknown> => ({
  ...key.export({ format: "jwk" }),
  kid,
  use: "sig",
  alg: "RS256",
});

/** The pool's key set document. */
export const forgeJwks = { keys: [publicJwk(first.publicKey, "key-1"), publicJwk(second.publicKey, "key-2")] };

/** The settings a verifier of this pool needs. */
export const forgeSettings = {
  desk: null,
  accessTokenSecondsMax: 900,
  pool: {
    clientId: "holdfastclient",
    machineClientId: "holdfastmachine",
    issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Forge1234",
    jwksUrl: "http://127.0.0.1:9/none",
  },
} as unknown as Pick<Settings, "pool" | "accessTokenSecondsMax">;

/** A key set that serves the pool's keys without a network. */
export const forgeKeySet = (document: unknown = forgeJwks): KeySet => createKeySet(() => Promise.resolve(guardKeys(document)));

/** Claims of a good access token; `changes` overwrites, and undefined removes. */
export function accessClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    sub: FORGE_SUB,
    iss: forgeSettings.pool.issuer,
    client_id: forgeSettings.pool.clientId,
    origin_jti: FORGE_ORIGIN_JTI,
    event_id: "0a1b2c3d-0000-4000-8000-00000000dddd",
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    auth_time: FORGE_NOW_SECONDS - 60,
    iat: FORGE_NOW_SECONDS - 60,
    exp: FORGE_NOW_SECONDS + 240,
    jti: JTI,
    username: "1f0e2d3c-4b5a-4978-8776-655443322110",
    ...changes,
  };
}

/** Claims of a good ID token. */
export function idClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { client_id: aud, scope: _scope, username, ...shared } = accessClaims();
  return { ...shared, aud, token_use: "id", "cognito:username": username, email: "forge@holdfast.test", email_verified: true, ...changes };
}

/** Claims of a good token of the machine client. */
export function machineClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { origin_jti: _originJti, username: _username, event_id: _eventId, ...shared } = accessClaims();
  const { machineClientId } = forgeSettings.pool;
  return { ...shared, sub: machineClientId, client_id: machineClientId, scope: "holdfast-ingest/write", version: 2, ...changes };
}

export const GOOD_HEADER = { kid: "key-1", alg: "RS256" };
export const b64 = (data: string | Uint8Array): string => Buffer.from(data).toString("base64url");

/** RS256 over whatever two segments it is given. */
export const signRs256 = (input: string, key: KeyObject = FORGE_KEYS.first): Buffer => createSign("sha256").update(input).sign(key);

/** A token of any header and payload text, signed with RS256 whatever the header claims. */
export function forgeText(header: string | Uint8Array, payload: string | Uint8Array, key: KeyObject = FORGE_KEYS.first): string {
  const input = `${b64(header)}.${b64(payload)}`;
  return `${input}.${b64(signRs256(input, key))}`;
}

/** A token of any header and claims, signed with RS256. */
export const forge = (claims: unknown = accessClaims(), header: unknown = GOOD_HEADER, key: KeyObject = FORGE_KEYS.first): string =>
  forgeText(JSON.stringify(header), JSON.stringify(claims), key);

/** A token signed with the algorithm its header names. */
export function forgeWith(
  alg: string,
  claims: unknown = accessClaims(),
  header: Record<string, unknown> = {},
  key: KeyObject | string = FORGE_KEYS.first,
): string {
  const input = `${b64(JSON.stringify({ ...GOOD_HEADER, alg, ...header }))}.${b64(JSON.stringify(claims))}`;
  return `${input}.${b64(signatureOf(alg, input, key))}`;
}

function signatureOf(alg: string, input: string, key: KeyObject | string): Uint8Array {
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith("HS")) return createHmac(hash, key).update(input).digest();
  if (alg.startsWith("PS"))
    return sign(hash, Buffer.from(input), {
      key: key as KeyObject,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    });
  if (alg.startsWith("ES")) return sign(hash, Buffer.from(input), { key: key as KeyObject, dsaEncoding: "ieee-p1363" });
  if (alg === "EdDSA" || alg === "Ed25519") return sign(null, Buffer.from(input), key);
  return createSign(hash).update(input).sign(key);
}
