// Whoever holds the settlement key. Locally that is this process (an environment variable); in production it is a key service such
// as AWS KMS behind this same port, so that the key itself is in no process of ours (ADR 062).
import type { Hex } from "./chain";

/** An EIP-1559 transaction that waits for its signature. Fees are wei per gas. */
export interface UnsignedTransaction {
  readonly chainId: bigint;
  readonly nonce: bigint;
  readonly to: Hex;
  readonly value: bigint;
  readonly data: Hex;
  readonly gas: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** Signs as one account. */
export interface Signer {
  /** The account that pays, with its checksum. */
  readonly address: Hex;
  /** The signed bytes, ready to be sent, and their hash. It is called inside a database transaction, so it answers within seconds or throws. */
  sign(transaction: UnsignedTransaction): Promise<{ readonly raw: Hex; readonly txHash: Hex }>;
}
