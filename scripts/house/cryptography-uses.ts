// Where the product uses cryptography: each call of a primitive, by file. docs/cryptography.md lists the same, and a new use is red until it is listed.
import { productSources } from "./product-sources";

/** Every primitive that the product may call, and what it is. Another one is a decision, and this list is where it is taken. */
export const PRIMITIVES = {
  createHash: "SHA-256",
  createHmac: "HMAC-SHA-256",
  createCipheriv: "AES-256-GCM, sealing",
  createDecipheriv: "AES-256-GCM, opening",
  hkdfSync: "HKDF-SHA-256",
  scrypt: "scrypt",
  timingSafeEqual: "comparison in constant time",
  randomBytes: "random bytes",
  randomInt: "random digits and words",
  createPublicKey: "public keys read",
  compactVerify: "RS256, verifying",
  verifyAuthenticationResponse: "WebAuthn assertions, verifying",
  verifyRegistrationResponse: "WebAuthn enrolments, verifying",
  argon2Verify: "argon2, verifying of another store's passwords",
  bcryptVerify: "bcrypt, verifying of another store's passwords",
} as const;

export type Primitive = keyof typeof PRIMITIVES;

/** The files that call each primitive, sorted. */
export function cryptographyUses(): Readonly<Record<Primitive, readonly string[]>> {
  const sources = productSources();
  const callersOf = (name: string): readonly string[] =>
    sources.filter(({ text }) => new RegExp(`(?<![\\w"])${name}\\(`).test(text)).map(({ file }) => file);
  return Object.fromEntries(Object.keys(PRIMITIVES).map((name) => [name, callersOf(name)])) as unknown as Record<
    Primitive,
    readonly string[]
  >;
}
