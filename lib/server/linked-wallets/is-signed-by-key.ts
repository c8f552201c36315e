// Whether a key signed a message (ERC-191). One signature has one form here: nothing that somebody without the key could make out of it counts.
import "server-only";
import { type Hex, isAddressEqual, type Address, recoverMessageAddress } from "viem";

const FORM = /^0x([0-9a-f]{64})([0-9a-f]{64})(1b|1c)$/i;
// Half the order of secp256k1: of the two forms that every signature has, the one with the larger s is not taken (EIP-2).
const S_MAX = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** True when `signature` is 65 bytes in canonical form and its signer is `address`. */
export async function isSignedByKey(address: string, message: string, signature: string): Promise<boolean> {
  const s = FORM.exec(signature)?.[2];
  if (s === undefined || BigInt(`0x${s}`) > S_MAX) return false;
  const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null);
  return signer !== null && isAddressEqual(signer, address as Address);
}
