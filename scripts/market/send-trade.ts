// One trade on a chain that mines by itself, as any wallet would send it: now, and for a price it can accept.
import type { Hex } from "viem";
import type { ChainClient } from "../chain/chain-client";
import type { MarketTransaction } from "./send-block";

const GAS = 400_000n;

/** Sends it in a block of `atSeconds` or later and answers the transaction; throws when the chain refuses it. */
export async function sendTrade(
  client: ChainClient,
  transaction: MarketTransaction,
  atSeconds: number,
): Promise<{ readonly txHash: Hex; readonly blockNumber: bigint }> {
  const { timestamp } = await client.getBlock();
  // Behind the chain's own time nothing can be mined, and in the same second the node decides.
  if (BigInt(atSeconds) > timestamp) await client.setNextBlockTimestamp({ timestamp: BigInt(atSeconds) }).catch(() => undefined);
  const { from, to, data } = transaction;
  const txHash = await client.sendTransaction({ account: from, to, data, gas: GAS });
  const { status, blockNumber } = await client.waitForTransactionReceipt({ hash: txHash, timeout: 10_000 });
  if (status !== "success") throw new Error(`The local chain refused the trade ${txHash}.`);
  return { txHash, blockNumber };
}
