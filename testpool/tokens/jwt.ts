// Compact JWTs by hand: one algorithm, one header form, nothing to negotiate.
import { sign, verify } from "node:crypto";
import { isFields, type Fields } from "../protocol/shapes";
import type { SigningKey } from "../store/key-ring";

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signs claims with RS256; the header has `kid` and `alg` only, as Cognito's has (observed). */
export function signJwt(claims: object, key: SigningKey): string {
  const input = `${encode({ kid: key.kid, alg: "RS256" })}.${encode(claims)}`;
  return `${input}.${sign("RSA-SHA256", Buffer.from(input), key.privateKey).toString("base64url")}`;
}

function parsePart(part: string): Fields | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** The claims of a token, unverified: good only for finding the key. Null when it is no JWT. */
export function decodeJwt(token: string): Fields | null {
  const parts = token.split(".");
  return parts.length === 3 ? parsePart(parts[1] ?? "") : null;
}

/** The claims when one of `keys` really signed the token with RS256 under its own `kid`, else null. */
export function verifyJwt(token: string, keys: readonly SigningKey[]): Fields | null {
  const [head = "", body = "", signature = "", ...rest] = token.split(".");
  const header = parsePart(head);
  const key = keys.find(({ kid }) => kid === header?.["kid"]);
  if (rest.length > 0 || header?.["alg"] !== "RS256" || key === undefined) return null;
  const bytes = Buffer.from(signature, "base64url");
  if (bytes.toString("base64url") !== signature) return null;
  return verify("RSA-SHA256", Buffer.from(`${head}.${body}`), key.publicKey, bytes) ? parsePart(body) : null;
}
