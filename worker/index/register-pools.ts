// What the pool list names is looked up on its chain and told to the product, before a block is read: symbols, decimals, the two tokens of each pair.
import type { NetworkRequest } from "@/lib/contracts/ingest";
import type { PoolListNetwork } from "@/lib/contracts/pool-list";
import { invariant } from "@/lib/ground/invariant";
import type { ChainReader } from "./chain-reader";
import type { Followed, FollowedPair } from "./facts-of-logs";
import type { IngestClient } from "./ingest-client";

const SYMBOL_CHARACTERS_MAX = 20;
const NAME_CHARACTERS_MAX = 80;

/** A token says what it likes about itself: control characters go, and what is left is cut, never within a character. */
const plain = (text: string, charactersMax: number, fallback: string): string => {
  const shown = text.replaceAll(/\p{C}/gu, "").trim();
  return shown.slice(0, charactersMax).replaceAll(/\p{C}/gu, "").trim() || fallback;
};

const lower = (address: string): string => address.toLowerCase();

/**
 * Registers one network of the list and answers what to follow. Throws UnavailableError when node or product are away, and an Error when the node
 * serves another chain than the list says: the index of one chain must never be filled from another.
 */
export async function registerPools(chain: ChainReader, ingest: IngestClient, listed: PoolListNetwork): Promise<Followed> {
  const chainId = await chain.readChainId();
  if (chainId !== listed.chainId) throw new Error(`The node of ${listed.id} serves chain ${chainId}, not ${listed.chainId}.`);
  const pairs = await Promise.all(
    [...new Set(listed.pairs.map(lower))].map(async (address) => {
      const [token0, token1] = await chain.readPair(address);
      return { address, token0, token1 };
    }),
  );
  const anchors = new Set(listed.usdAnchors.map(lower));
  const tokens = await Promise.all(
    [...new Set(pairs.flatMap(({ token0, token1 }) => [token0, token1]))].map(async (address) => {
      const { symbol, name, decimals } = await chain.readToken(address);
      const shown = plain(symbol, SYMBOL_CHARACTERS_MAX, address.slice(0, 10));
      return { address, symbol: shown, name: plain(name, NAME_CHARACTERS_MAX, shown), decimals, isUsdAnchor: anchors.has(address) };
    }),
  );
  const { id, label, isSimulated } = listed;
  const [wrappedCoin, router] = [listed.wrappedCoin, listed.router].map((address) => (address === null ? null : lower(address)));
  const network = { id, chainId, label, isSimulated, wrappedCoin: wrappedCoin ?? null, router: router ?? null };
  const request: NetworkRequest = { network, tokens, pairs };
  const { pairs: named } = await ingest.register(request);
  const ids = new Map(named.map(({ address, id: pairId }) => [address, pairId]));
  const followed = pairs.map(({ address, token0, token1 }): readonly [string, FollowedPair] => {
    const pairId = ids.get(address);
    invariant(pairId !== undefined, "the product names every pair that it was told of");
    return [address, { id: pairId, token0, token1 }];
  });
  return { pairs: new Map(followed), router: network.router };
}
