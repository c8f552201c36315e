// What the index learns from a chain: facts in the order of their logs. Everything else about the markets is computed from these.

/** One swap of a Uniswap V2 pair, as its Swap and Sync logs say; amounts in base units of token0 and token1. */
export interface SwapFact {
  readonly kind: "swap";
  readonly pairId: number;
  readonly blockNumber: bigint;
  /** Of the Swap log. */
  readonly logIndex: number;
  readonly txHash: string;
  readonly atSeconds: number;
  /** Whose money it was, in lower case. */
  readonly wallet: string;
  readonly amount0In: bigint;
  readonly amount1In: bigint;
  readonly amount0Out: bigint;
  readonly amount1Out: bigint;
  /** The pair's reserves after it, of the Sync log that precedes the Swap. */
  readonly reserve0: bigint;
  readonly reserve1: bigint;
}

/** Reserves that changed without a swap: liquidity came or went. */
export interface ReserveFact {
  readonly kind: "reserves";
  readonly pairId: number;
  readonly blockNumber: bigint;
  /** Of the Sync log. */
  readonly logIndex: number;
  readonly atSeconds: number;
  readonly reserve0: bigint;
  readonly reserve1: bigint;
}

export type IndexFact = SwapFact | ReserveFact;
