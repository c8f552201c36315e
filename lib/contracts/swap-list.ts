// One swap as everybody is told it, and swaps of one wallet or one pair as a list that is read back into the past. The live feed adds to this in trades.ts.

/** One swap. */
export interface SwapRowDto {
  /** The order in which everybody learned of it, as text. */
  readonly seq: string;
  readonly network: string;
  readonly pairId: number;
  readonly wallet: string;
  readonly base: string;
  readonly quote: string;
  readonly isBuy: boolean;
  readonly baseAmount: string;
  readonly quoteAmount: string;
  /** Quote per whole base, as executed. */
  readonly price: string;
  readonly usdValue: string | null;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly txHash: string;
}

/** What GET /api/wallets/[address]/trades and GET /api/markets/[pairId]/trades answer, newest first. */
export interface SwapListDto {
  readonly rows: readonly SwapRowDto[];
  /** Give it back as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}
