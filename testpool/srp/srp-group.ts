// The group that Cognito's SRP uses: RFC 3526's 3072-bit MODP prime and generator 2 (read in the public clients).
import { createDiffieHellman, createHash, getDiffieHellman } from "node:crypto";

const PRIME = getDiffieHellman("modp15").getPrime();

/** N as a number. */
export const N = BigInt(`0x${PRIME.toString("hex")}`);

/** g as a number. */
export const G = 2n;

/** Hex as Java's BigInteger writes it: an even length, and never a leading bit that could be read as a sign. */
export function padHex(value: bigint): string {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

/** SHA-256 of bytes written as hex, as a number. */
export function hashHex(hex: string): bigint {
  return BigInt(`0x${createHash("sha256").update(Buffer.from(hex, "hex")).digest("hex")}`);
}

/** k = H(PAD(N) | PAD(g)), SRP-6a's multiplier. */
export const K = hashHex(padHex(N) + padHex(G));

function toBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, "hex");
}

/**
 * base^exponent mod N, through OpenSSL's Diffie-Hellman: six times faster than BigInt and constant in time.
 * Throws for a base of 0, 1 or N - 1 (mod N), which no honest exchange meets.
 */
export function modPow(base: bigint, exponent: bigint): bigint {
  const exchange = createDiffieHellman(PRIME, 2);
  exchange.setPrivateKey(toBytes(exponent));
  return BigInt(`0x${exchange.computeSecret(toBytes(((base % N) + N) % N)).toString("hex")}`);
}
