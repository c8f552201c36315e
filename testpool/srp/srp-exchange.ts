// SRP-6a's server side: the public value B, and the proof that the client knows the password behind v.
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { SrpVerifier } from "../store/records";
import { powerOfG } from "./power-of-g";
import { K, N, hashHex, modPow, padHex } from "./srp-group";
import { poolShortName } from "./srp-verifier";

/** The server's key pair for one exchange. */
export interface ServerKeys {
  readonly privateHex: string;
  readonly publicHex: string;
}

/** A as a number, or null when it is no hex number or is 0 mod N (RFC 5054 §2.5.4: the host must abort). */
export function parseClientPublic(srpA: string): bigint | null {
  if (!/^[0-9a-fA-F]{1,1024}$/.test(srpA)) return null;
  const value = BigInt(`0x${srpA}`);
  return value % N === 0n ? null : value;
}

/** B = k·v + g^b mod N with b of 256 random bits (RFC 5054 §2.5.3), or with the `privateHex` given by a test vector. */
export function makeServerKeys(verifier: SrpVerifier, privateHex = randomBytes(32).toString("hex")): ServerKeys {
  const v = BigInt(`0x${verifier.verifierHex}`);
  const publicValue = (K * v + powerOfG(BigInt(`0x${privateHex}`))) % N;
  return { privateHex, publicHex: publicValue.toString(16) };
}

/** The 16-byte key that both sides hold: HKDF of S = (A·v^u)^b, salted with u, for "Caldera Derived Key". */
export function sharedKey(clientPublic: bigint, keys: ServerKeys, verifierHex: string): Buffer | null {
  const u = hashHex(padHex(clientPublic) + padHex(BigInt(`0x${keys.publicHex}`)));
  if (u === 0n) return null;
  const base = (clientPublic * modPow(BigInt(`0x${verifierHex}`), u)) % N;
  if (base <= 1n || base === N - 1n) return null;
  const secret = modPow(base, BigInt(`0x${keys.privateHex}`));
  const ikm = Buffer.from(padHex(secret), "hex");
  return Buffer.from(hkdfSync("sha256", ikm, Buffer.from(padHex(u), "hex"), "Caldera Derived Key", 16));
}

/** What the claim signature covers. */
export interface Claim {
  readonly poolId: string;
  readonly username: string;
  readonly secretBlock: string;
  readonly timestamp: string;
}

/** PASSWORD_CLAIM_SIGNATURE: HMAC over pool name, user id, secret block and timestamp. */
export function claimSignature(key: Buffer, claim: Claim): Buffer {
  return createHmac("sha256", key)
    .update(poolShortName(claim.poolId))
    .update(claim.username)
    .update(Buffer.from(claim.secretBlock, "base64"))
    .update(claim.timestamp)
    .digest();
}

/** True when `signature` (base64) is the one that `key` makes over `claim`; compared in constant time. */
export function isClaimProven(key: Buffer | null, claim: Claim, signature: string): boolean {
  const expected = claimSignature(key ?? randomBytes(16), claim);
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) && key !== null;
}
