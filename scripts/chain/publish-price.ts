// Writes a price into a demo feed; suites use it too, to make a price old, absurd or new.
import type { Address } from "viem";
import { readArtifact } from "./artifact";
import { chainAccounts, type ChainClient } from "./chain-client";

export interface Price {
  readonly feed: Address;
  /** USD with the feed's decimals. */
  readonly answer: bigint;
  /** Seconds since the epoch. */
  readonly updatedAt: bigint;
}

/** Publishes the prices in order. The chain's time is moved up to the newest of them, and never back. */
export async function publishPrices(client: ChainClient, prices: readonly Price[]): Promise<void> {
  const { deployer } = await chainAccounts(client);
  const { abi } = readArtifact("DemoPriceFeed");
  const newest = prices.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), 0n);
  const { timestamp } = await client.getBlock();
  // A block must be later than the one before, also right after a restart, when the node would begin at the machine's time again.
  await client.setNextBlockTimestamp({ timestamp: newest > timestamp ? newest : timestamp + 1n });
  for (const { feed, answer, updatedAt } of prices) {
    const hash = await client.writeContract({ account: deployer, address: feed, abi, functionName: "publish", args: [answer, updatedAt] });
    const { status } = await client.waitForTransactionReceipt({ hash, timeout: 10_000 });
    if (status !== "success") throw new Error(`The local chain refused a price for ${feed}.`);
  }
}
