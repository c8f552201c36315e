// Tells the indexer what to follow: the local chains write their pool list themselves, as an operator would for a public network.
import path from "node:path";
import type { PoolList } from "@/lib/contracts/pool-list";
import { tokenAddress, type MarketNote } from "../market/market-deployment";
import { DOLLAR } from "../market/market-plan";
import type { MarketChain } from "./open-market";
import { writePrivateFile } from "./write-private-file";

/** Where the pool list of a data folder lies. */
export const poolListFile = (dataDir: string): string => path.join(dataDir, "pool-list.json");

/** Writes the list. The first chain has no address in it: whoever reads it asks where CHAIN_RPC_URL says, as for payments. */
export function writePoolList(dataDir: string, { markets }: MarketNote, chains: readonly MarketChain[]): void {
  const list: PoolList = {
    networks: markets.map((market) => {
      const { id, chainId, label, startBlock, wrappedCoin, router } = market;
      const place = chains.findIndex((chain) => chain.id === id);
      return {
        ...{ id, chainId, label, startBlock, isSimulated: true },
        ...(place > 0 ? { rpcUrl: chains[place]?.rpcUrl } : {}),
        wrappedCoin: wrappedCoin.toLowerCase(),
        router: router.toLowerCase(),
        usdAnchors: [tokenAddress(market, DOLLAR).toLowerCase()],
        pairs: market.pairs.map(({ address }) => address.toLowerCase()),
      };
    }),
  };
  writePrivateFile(poolListFile(dataDir), `${JSON.stringify(list, null, 2)}\n`);
}
