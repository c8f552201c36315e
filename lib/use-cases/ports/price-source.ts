// Where prices come from, as the portfolio sees it.
import type { Result } from "@/lib/ground/result";
import type { PriceFault } from "@/lib/market/judge-price-round";
import type { Scaled } from "@/lib/money/multiply-by-price";

/** One feed: a contract with Chainlink's AggregatorV3Interface on a chain, and the decimals it must state. */
export interface PriceFeed {
  readonly chainId: bigint;
  readonly address: string;
  readonly decimals: number;
}

/** Reads prices in US dollars. */
export interface PriceSource {
  /**
   * One answer per feed, by its address as given. Never throws: what cannot be read is `down`, what is too old `stale`, what makes no
   * sense (or stands on another chain) `bad`. Answers may be a few seconds old; their age is judged at `nowSeconds`.
   */
  readPrices(feeds: readonly PriceFeed[], nowSeconds: number): Promise<ReadonlyMap<string, Result<Scaled, PriceFault>>>;
}
