// Batches as an indexer posts them, over a chain that never was: block n of branch b has a hash that says so.
import { createHash } from "node:crypto";
import type { BlocksRequest, NetworkRequest, PlaceDto } from "@/lib/contracts/ingest";

const hex = (text: string, characters: number): string => createHash("sha256").update(text).digest("hex").slice(0, characters);

/** An address that stands for a name. */
export const addressOf = (name: string): string => `0x${hex(name, 40)}`;

/** The hash of block `number` on a branch. */
export const hashOf = (number: number, branch = "main"): string => `0x${hex(`${branch} ${number}`, 64)}`;

/** A block both sides may know. */
export const placeOf = (number: number, branch = "main"): PlaceDto => ({ number, hash: hashOf(number, branch) });

/** The same with its time: a block every second. */
export const datedPlaceOf = (number: number, branch = "main") => ({ ...placeOf(number, branch), atSeconds: 1_790_000_000 + number });

/** A network with the pair LINK/USDC, as the indexer registers it. */
export function networkRequest(id = "testnet", chainId = 31_337): NetworkRequest {
  const [token0 = "", token1 = ""] = [addressOf("LINK"), addressOf("USDC")].sort();
  const named = (address: string) => (address === addressOf("USDC") ? (["USDC", 6, true] as const) : (["LINK", 18, false] as const));
  return {
    network: { id, chainId, label: "Test network", isSimulated: true, wrappedCoin: null, router: null },
    tokens: [token0, token1].map((address) => {
      const [symbol, decimals, isUsdAnchor] = named(address);
      return { address, symbol, name: symbol, decimals, isUsdAnchor };
    }),
    pairs: [{ address: addressOf("pair"), token0, token1 }],
  };
}

/** One swap of the pair, of token1 for token0. */
export const wireSwap = (pairId: number, logIndex: number, name = "a trade") => ({
  ...{ kind: "swap" as const, pairId, logIndex, txHash: `0x${hex(name, 64)}`, wallet: addressOf("wallet") },
  ...{ amount0In: "0", amount1In: "1000000", amount0Out: "1000000", amount1Out: "0", reserve0: "999000000", reserve1: "1001000000" },
});

/** A batch from after block `after` (null: the beginning) up to block `to`, with one swap in each of `swapsIn`. */
export function batchOf(pairId: number, { after, to, swapsIn = [], network = "testnet", branch = "main" }: BatchOptions): BlocksRequest {
  return {
    network,
    after: after === null ? null : placeOf(after),
    to: datedPlaceOf(to, branch),
    headNumber: to,
    blocks: swapsIn.map((number) => ({ ...datedPlaceOf(number, branch), facts: [wireSwap(pairId, 1, `${branch} ${number}`)] })),
  };
}

interface BatchOptions {
  readonly after: number | null;
  readonly to: number;
  readonly swapsIn?: readonly number[];
  readonly network?: string;
  readonly branch?: string;
}
