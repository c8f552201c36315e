// What custody has, as far as the chain has counted.
import type { Hex } from "./chain";
import type { Worker } from "./worker";

export interface ReadFunds {
  readonly transactionCount: bigint;
  readonly coinBalance: bigint;
  /** The same number as `coinBalance` for the chain's own coin. */
  readonly assetBalance: bigint;
}

/** The count is asked first: what is mined in between then counts as in flight and as gone, which can only make us wait. */
export async function readFunds({ chain, signer }: Pick<Worker, "chain" | "signer">, contract: Hex | null): Promise<ReadFunds> {
  const transactionCount = await chain.readTransactionCount(signer.address);
  const coinBalance = await chain.readBalance(signer.address, null);
  const assetBalance = contract === null ? coinBalance : await chain.readBalance(signer.address, contract);
  return { transactionCount, coinBalance, assetBalance };
}
