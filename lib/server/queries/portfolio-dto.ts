// A valuation as the API speaks it: exact decimal texts, and null for what is not known.
import "server-only";
import type { PortfolioDto, PositionDto } from "@/lib/contracts/portfolio";
import type { Position, Valuation } from "@/lib/market/value-portfolio";
import { formatAmount } from "@/lib/money/format-amount";
import { shareOfTotalBasisPoints } from "@/lib/money/share-of-total";
import { usdText } from "./usd-text";

/** The whole portfolio as of `nowSeconds`. */
export function portfolioDto(valuation: Valuation, nowSeconds: number): PortfolioDto {
  const total = usdText(valuation.totalUsdUnits);
  return {
    asOf: new Date(nowSeconds * 1_000).toISOString(),
    currency: "USD",
    total,
    costBasis: usdText(valuation.costBasisUsdUnits),
    unrealisedPnl: usdText(valuation.unrealisedPnlUsdUnits),
    realisedPnl: usdText(valuation.realisedPnlUsdUnits),
    feesPaid: usdText(valuation.feesUsdUnits),
    positions: valuation.positions.map((position) => positionDto(position, total)),
  };
}

/** One position, with its share of `total` (a decimal text, or null while there is none). */
export function positionDto(position: Position, total: string | null): PositionDto {
  const { decimals, basis } = position;
  const value = usdText(position.valueUsdUnits);
  return {
    asset: position.asset,
    network: position.network,
    amount: formatAmount(position.amountBaseUnits, decimals),
    held: formatAmount(position.heldBaseUnits, decimals),
    price: position.price === null ? null : formatAmount(position.price.units, position.price.decimals),
    value,
    costBasis: usdText(position.costBasisUsdUnits),
    unrealisedPnl: usdText(position.unrealisedPnlUsdUnits),
    realisedPnl: usdText(basis.realisedUsdUnits),
    fees: { amount: formatAmount(basis.feesBaseUnits, decimals), value: usdText(basis.feesUsdUnits) },
    shareBps: value === null || total === null ? null : shareOfTotalBasisPoints(value, total),
  };
}
