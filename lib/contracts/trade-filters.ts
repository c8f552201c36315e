// The filters of the trades feed as they stand in an address: the same for its page, its list and its stream.
import { accept, refuse, type Result } from "@/lib/ground/result";

/** The sizes on offer, in whole US dollars: exactly those that the index can find without reading the common ones. */
export const TRADE_SIZES = [1_000, 10_000, 100_000] as const;
export type TradeSize = (typeof TRADE_SIZES)[number];

/** What a reader wants to see; null or false: everything. */
export interface TradeFilters {
  readonly network: string | null;
  readonly pairId: number | null;
  readonly sizeUsdMin: TradeSize | null;
  /** In lower case. */
  readonly wallet: string | null;
  /** Only wallets that the trader follows. */
  readonly isFollowed: boolean;
}

export const ALL_TRADES: TradeFilters = { network: null, pairId: null, sizeUsdMin: null, wallet: null, isFollowed: false };

const NETWORK = /^[a-z0-9-]{1,40}$/;
const PAIR = /^[1-9]\d{0,8}$/;
const WALLET = /^0x[0-9a-fA-F]{40}$/;
const NAMES = ["network", "pair", "sizeUsdMin", "wallet", "followed"] as const;

/** Reads the filters of an address. Refuses, with a sentence, what is there twice and what is no value of its filter; other names are not its own. */
export function parseTradeFilters(query: URLSearchParams): Result<TradeFilters, string> {
  const twice = NAMES.find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) return refuse(`One ${twice} at a time.`);
  const [network, pair, size, wallet, followed] = NAMES.map((name) => query.get(name) || null);
  const sizeUsdMin = TRADE_SIZES.find((one) => String(one) === size) ?? null;
  if (network && !NETWORK.test(network)) return refuse("This is not the name of a network.");
  if (pair && !PAIR.test(pair)) return refuse("This is not the number of a pair.");
  if (size && sizeUsdMin === null) return refuse(`Sizes are ${TRADE_SIZES.join(", ")}.`);
  if (wallet && !WALLET.test(wallet)) return refuse("A wallet is 0x and 40 characters of 0 to 9 and a to f.");
  if (followed && followed !== "1") return refuse("This filter is 1 or absent.");
  return accept({
    ...{ network: network ?? null, pairId: pair ? Number(pair) : null, sizeUsdMin },
    ...{ wallet: wallet?.toLowerCase() ?? null, isFollowed: followed === "1" },
  });
}

/** The filters as a query without its question mark; empty for none. Reading it back gives the same filters. */
export function writeTradeFilters(filters: TradeFilters): string {
  const query = new URLSearchParams();
  if (filters.network !== null) query.set("network", filters.network);
  if (filters.pairId !== null) query.set("pair", String(filters.pairId));
  if (filters.sizeUsdMin !== null) query.set("sizeUsdMin", String(filters.sizeUsdMin));
  if (filters.wallet !== null) query.set("wallet", filters.wallet);
  if (filters.isFollowed) query.set("followed", "1");
  return query.toString();
}
