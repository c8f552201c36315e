// From a signature as KMS gives it (DER, either half of the curve, no parity) to one as Ethereum wants it.
import { hexToBigInt, numberToHex, recoverAddress } from "viem";
import { invariant } from "@/lib/ground/invariant";
import type { Hex } from "../chain";

/** The order of secp256k1 (SEC 2, 2.4.1). */
const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** r, s in the lower half (EIP-2: the other half is refused by nodes), and which of the two points it is. */
export interface EthereumSignature {
  readonly r: Hex;
  readonly s: Hex;
  readonly yParity: 0 | 1;
}

/** The ECDSA-Sig-Value of RFC 3279 in DER. A length, tag or leftover that is not DER's own is refused, so that nothing is read past the end. */
function readDer(der: Uint8Array): { readonly r: bigint; readonly s: bigint } {
  invariant(der[0] === SEQUENCE && der[1] === der.length - 2, "A signature of the key service is not DER.");
  const [r, afterR] = readInteger(der, 2);
  const [s, end] = readInteger(der, afterR);
  invariant(end === der.length, "A signature of the key service is longer than it says.");
  return { r, s };
}

function readInteger(der: Uint8Array, at: number): readonly [bigint, number] {
  const length = der[at + 1] ?? 0;
  const bytes = der.subarray(at + 2, at + 2 + length);
  invariant(der[at] === INTEGER && length > 0 && bytes.length === length, "A signature of the key service is not two integers.");
  return [hexToBigInt(`0x${Buffer.from(bytes).toString("hex")}`), at + 2 + length];
}

/**
 * The signature over `digest` in Ethereum's form. Throws when it is not one of `address`: KMS has then signed with another key, and nothing of it may
 * be sent.
 */
export async function readSignature(der: Uint8Array, digest: Hex, address: Hex): Promise<EthereumSignature> {
  const { r, s } = readDer(der);
  invariant(r > 0n && r < CURVE_ORDER && s > 0n && s < CURVE_ORDER, "A signature of the key service is off the curve.");
  const lowS = s > CURVE_ORDER / 2n ? CURVE_ORDER - s : s;
  const halves = { r: numberToHex(r, { size: 32 }), s: numberToHex(lowS, { size: 32 }) };
  for (const yParity of [0, 1] as const) {
    const signature = { ...halves, yParity };
    // One of the two parities may be no point at all; the right one always is.
    const signer = await recoverAddress({ hash: digest, signature }).catch(() => null);
    if (signer === address) return signature;
  }
  throw new Error("The key service signed with another key than the one that it showed.");
}
