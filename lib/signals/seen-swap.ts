// A swap as rules see it: what happened on a market, without anything that a rebuilt index would number differently.

/** One swap of the index. `priceE18` is quote per whole base with 18 decimals, `usdUnits` has 8 decimals and is null when no path led to a dollar. */
export interface SeenSwap {
  readonly network: string;
  readonly pairId: number;
  readonly txHash: string;
  readonly atSeconds: number;
  /** In lower case. */
  readonly wallet: string;
  readonly isBuy: boolean;
  readonly priceE18: bigint;
  readonly usdUnits: bigint | null;
}
