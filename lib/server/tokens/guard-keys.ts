// Judges the keys a pool publishes before any of them may speak for it. jose trusts its keys; we do not (Wycheproof, JWK vectors).
import "server-only";
import { createPublicKey, type KeyObject } from "node:crypto";
import { isCanonicalBase64Url } from "@/lib/identity/token-text-checks";

const MODULUS_BITS_MIN = 2_048;
const MODULUS_BITS_MAX = 8_192;
const KID_CHARACTERS_MAX = 128;
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function hasFairModulus(n: unknown): n is string {
  if (typeof n !== "string" || n === "" || !isCanonicalBase64Url(n)) return false;
  const bytes = Buffer.from(n, "base64url");
  const bits = bytes.length * 8 - Math.clz32(bytes[0] ?? 0) + 24;
  return bytes[0] !== 0 && bits >= MODULUS_BITS_MIN && bits <= MODULUS_BITS_MAX && (bytes.at(-1) ?? 0) % 2 === 1 && !isRocaModulus(bytes);
}

// ROCA (CVE-2017-15361): a weak generator's moduli are, modulo each of these primes, a power of 65537. A sound modulus passes all with a chance below 2^-80.
const ROCA_PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

function powersOf65537(prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * 65_537) % prime) powers.add(power);
  return powers;
}

const ROCA_SIGNS = ROCA_PRIMES.map((prime) => ({ prime, powers: powersOf65537(prime) }));

function isRocaModulus(bytes: Buffer): boolean {
  const modulus = BigInt(`0x${bytes.toString("hex")}`);
  return ROCA_SIGNS.every(({ prime, powers }) => powers.has(Number(modulus % BigInt(prime))));
}

/** The key of one JWK when it is an RSA signing key for RS256 of 2048 to 8192 bits with exponent 65537, public only, otherwise null. */
export function guardKey(jwk: unknown): { readonly kid: string; readonly key: KeyObject } | null {
  if (!isRecord(jwk) || PRIVATE_MEMBERS.some((name) => name in jwk)) return null;
  const { kty, kid, n, e, use, alg } = jwk;
  if (kty !== "RSA" || use !== "sig" || alg !== "RS256" || e !== "AQAB") return null;
  if (typeof kid !== "string" || kid === "" || kid.length > KID_CHARACTERS_MAX || !hasFairModulus(n)) return null;
  return { kid, key: createPublicKey({ key: { kty, n, e }, format: "jwk" }) };
}

/** The sound keys of a JWKS document by id. Bad keys are left out; two keys of one id both are, since nobody can tell which is meant. */
export function guardKeys(document: unknown): ReadonlyMap<string, KeyObject> {
  const list: unknown = isRecord(document) ? document["keys"] : null;
  const sound = Array.isArray(list) ? list.map(guardKey).filter((found) => found !== null) : [];
  const published = Array.isArray(list) ? list.map((jwk: unknown) => (isRecord(jwk) ? jwk["kid"] : undefined)) : [];
  return new Map(sound.filter(({ kid }) => published.filter((other) => other === kid).length === 1).map(({ kid, key }) => [kid, key]));
}
