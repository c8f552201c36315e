// The settlement key in this process: for the local chain, and for whoever has no key service yet.
import { keccak256 } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Secret } from "@/lib/settings/secret";
import type { Hex } from "./chain";
import type { Signer } from "./signer";

/** A signer over a private key (0x and 64 hexadecimal digits). */
export function createKeySigner(key: Secret): Signer {
  const account = privateKeyToAccount(key.reveal() as Hex);
  return {
    address: account.address,
    sign: async ({ chainId, nonce, ...transaction }) => {
      const raw = await account.signTransaction({ type: "eip1559", chainId: Number(chainId), nonce: Number(nonce), ...transaction });
      return { raw, txHash: keccak256(raw) };
    },
  };
}
