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
  /** By average cost; null when a deposit came without its cost. */
  readonly costBasis: string | null;
  readonly unrealisedPnl: string | null;
}

export interface PortfolioDto {
  /** RFC 3339, UTC. */
  readonly asOf: string;
  readonly currency: "USD";
  /** Null as long as anything owned has no price. */
  readonly total: string | null;
  readonly positions: readonly PositionDto[];
}
