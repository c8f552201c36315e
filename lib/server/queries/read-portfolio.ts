// The portfolio of one trader: balances and costs from the ledger, prices from the chain, valued by the market's rules.
import "server-only";
import type { PortfolioDto, PositionDto } from "@/lib/contracts/portfolio";
import { fifoCost } from "@/lib/market/fifo-cost";
import { type Holding, type Position, valuePortfolio } from "@/lib/market/value-portfolio";
import { formatAmount } from "@/lib/money/format-amount";
import { shareOfTotalBasisPoints } from "@/lib/money/share-of-total";
import type { Database } from "@/lib/server/postgres/database";
import type { PriceSource } from "@/lib/use-cases/ports/price-source";
import { readAssetEvents } from "./read-asset-events";
import { usdText } from "./usd-text";

/** Reads and values what `sub` owns at `nowSeconds`. The chain being down only costs prices; the database being down throws UnavailableError. */
export async function readPortfolio(
  parts: { readonly database: Database; readonly prices: PriceSource },
  sub: string,
  nowSeconds: number,
): Promise<PortfolioDto> {
  const books = await parts.database.asTrader(sub, (tx) => readAssetEvents(tx, sub));
  // The connection is back in the pool before the chain is asked.
  const owned = books.filter(({ amountBaseUnits }) => amountBaseUnits > 0n);
  const prices = await parts.prices.readPrices(
    owned.flatMap(({ feed }) => feed ?? []),
    nowSeconds,
  );
  const valuation = valuePortfolio(
    books.map(({ events, feed, ...book }): Holding => {
      const price = prices.get(feed?.address ?? "");
      return { ...book, basis: fifoCost(events), price: price?.ok === true ? price.value : null };
    }),
  );
  const total = usdText(valuation.totalUsdUnits);
  return {
    asOf: new Date(nowSeconds * 1_000).toISOString(),
    currency: "USD",
    total,
    costBasis: usdText(valuation.costBasisUsdUnits),
    unrealisedPnl: usdText(valuation.unrealisedPnlUsdUnits),
    realisedPnl: usdText(valuation.realisedPnlUsdUnits),
    feesPaid: usdText(valuation.feesUsdUnits),
    positions: valuation.positions.map((position) => toDto(position, total)),
  };
}

function toDto(position: Position, total: string | null): PositionDto {
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
