// What GET /api/portfolio answers. Amounts are exact decimal texts; what is not known is null and never zero.

/** One asset a trader owns on one network. Money figures are in the portfolio's currency. */
export interface PositionDto {
  readonly asset: string;
  readonly network: string;
  /** Everything owned, including `held`. */
  readonly amount: string;
  /** The part that withdrawals in progress keep apart. */
  readonly held: string;
  readonly price: string | null;
  readonly value: string | null;
  /** What the part still owned did cost, first in, first out; null while a lot of it came without its cost. */
  readonly costBasis: string | null;
  readonly unrealisedPnl: string | null;
  /** Of everything sold so far; null when the cost or the price of a sale is not known. Withdrawing is no sale. */
  readonly realisedPnl: string | null;
  readonly fees: FeesDto;
  /** Of the total, in hundredths of a per cent, rounded down; null while there is no total. */
  readonly shareBps: number | null;
}

/** What was paid in fees: in the asset itself, and what that was worth when it was paid, null when one of them had no price. */
export interface FeesDto {
  readonly amount: string;
  readonly value: string | null;
}

export interface PortfolioDto {
  /** RFC 3339, UTC. */
  readonly asOf: string;
  readonly currency: "USD";
  /** Null as long as anything owned has no price. */
  readonly total: string | null;
  /** Sums over all positions; null as soon as one part is not known. Realised profit and fees include what is no longer owned. */
  readonly costBasis: string | null;
  readonly unrealisedPnl: string | null;
  readonly realisedPnl: string | null;
  readonly feesPaid: string | null;
  readonly positions: readonly PositionDto[];
}
