// Where the market's contracts are, on each local chain, and what is known of its history: the launcher's note in the data folder.
import type { Address } from "viem";
import { z } from "zod";

const address = z.custom<Address>((value) => typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value));

const deployedMarketSchema = z.object({
  id: z.string(),
  chainId: z.number().int().positive(),
  label: z.string(),
  /** The block after which the first pair may have a log. */
  startBlock: z.number().int().min(0),
  factory: address,
  router: address,
  wrappedCoin: address,
  tokens: z.array(z.object({ symbol: z.string(), name: z.string(), decimals: z.number().int(), address })),
  pairs: z.array(z.object({ base: z.string(), quote: z.string(), address })),
});

/** The form of market.json. */
export const marketNoteSchema = z.object({
  seed: z.string(),
  /** The span of the history; the path of fair values hangs on it. */
  span: z.object({ startSeconds: z.number().int(), endSeconds: z.number().int() }),
  markets: z.array(deployedMarketSchema),
});

export type DeployedMarket = z.infer<typeof deployedMarketSchema>;
export type MarketNote = z.infer<typeof marketNoteSchema>;

/** The token's address on that network; throws for a symbol that does not trade there. */
export function tokenAddress(market: DeployedMarket, symbol: string): Address {
  const found = market.tokens.find((token) => token.symbol === symbol);
  if (found === undefined) throw new Error(`${symbol} does not trade on ${market.id}.`);
  return found.address;
}
