// The launcher's connection to the local chain, with the calls that only a development node has.
import { createTestClient, http, publicActions, walletActions, type Address } from "viem";
import { foundry } from "viem/chains";

/** One client that reads, writes and moves the chain's time. Blocks are mined at once, so it asks often. */
export function createChainClient(rpcUrl: string, chainId: number = foundry.id) {
  return createTestClient({
    mode: "anvil",
    chain: { ...foundry, id: chainId },
    transport: http(rpcUrl, { timeout: 5_000, retryCount: 0 }),
    pollingInterval: 20,
  })
    .extend(publicActions)
    .extend(walletActions);
}

export type ChainClient = ReturnType<typeof createChainClient>;

/** The node's own unlocked accounts: the first deploys and publishes, the second holds the demo's tokens. No key is in our hands. */
export async function chainAccounts(client: ChainClient): Promise<{ readonly deployer: Address; readonly custody: Address }> {
  const [deployer, custody] = await client.getAddresses();
  if (deployer === undefined || custody === undefined) throw new Error("The local chain has no unlocked accounts.");
  return { deployer, custody };
}
