// The exchange as the product asks it: what an amount would bring now, over the best of some ways.
import type { Reserves } from "@/lib/orders/price-impact";

/** What is asked. Addresses are in lower case; a path runs from what is paid to what is received. */
export interface QuoteQuestion {
  readonly chainId: bigint;
  readonly router: string;
  readonly paths: readonly (readonly string[])[];
  /** Base units of the first token of each path. */
  readonly amountIn: bigint;
}

/** The way that brings most. */
export interface Quote {
  readonly path: readonly string[];
  /** Base units of the last token of `path`, the exchange's fee already taken. */
  readonly amountOut: bigint;
  /** What the pools of `path` hold, hop by hop, for the price impact. */
  readonly hops: readonly Reserves[];
}

export interface Exchange {
  /** Null when no path has a market, or the exchange stands on another chain. Throws UnavailableError("chain") when the chain does not answer. */
  quote(question: QuoteQuestion): Promise<Quote | null>;
}
