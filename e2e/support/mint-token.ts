// Tokens that only the holder of a key could make. The harness owns the pool's folder and so its keys: it can sign tokens
// that are right in everything but the one thing under test, which a forger without the key never could.
import { createPublicKey, generateKeyPairSync, createHmac, sign } from "node:crypto";
import { readFileSync } from "node:fs";

export interface SigningKey {
  readonly kid: string;
  readonly privateKeyPem: string;
}

export type Claims = Readonly<Record<string, unknown>>;

/** The two keys of a pool, read from the pool's own folder. */
export function poolKeys(keyFile: string, userPoolId: string): { readonly access: SigningKey; readonly id: SigningKey } {
  const { pools } = JSON.parse(readFileSync(keyFile, "utf8")) as { pools: Record<string, { access: SigningKey; id: SigningKey }> };
  const keys = pools[userPoolId];
  if (keys === undefined) throw new Error(`The pool's key file knows no pool ${userPoolId}`);
  return keys;
}

/** A key of nobody's, under a key id of the caller's choice. */
export function strangersKey(kid: string): SigningKey {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Header, payload and signature of a compact JWT as text; claims unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
}

/** Signs claims with RS256 in Cognito's form; `header` may bend the header. */
export function mintRs256(claims: Claims, key: SigningKey, header: Claims = {}): string {
  const input = `${encode({ kid: key.kid, alg: "RS256", ...header })}.${encode(claims)}`;
  return `${input}.${sign("RSA-SHA256", Buffer.from(input), key.privateKeyPem).toString("base64url")}`;
}

/** The classic confusion: HS256 with the public key's text as the secret. */
export function mintHs256WithPublicKey(claims: Claims, key: SigningKey): string {
  const publicPem = createPublicKey(key.privateKeyPem).export({ type: "spki", format: "pem" }).toString();
  const input = `${encode({ kid: key.kid, alg: "HS256" })}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", publicPem).update(input).digest("base64url")}`;
}

/** Unsigned: `alg` none, in any spelling, with an empty signature. */
export const mintUnsigned = (claims: Claims, algorithm: string, kid?: string): string =>
  `${encode({ alg: algorithm, ...(kid === undefined ? {} : { kid }) })}.${encode(claims)}.`;
