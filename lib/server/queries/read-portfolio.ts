// The portfolio of one trader: balances from the ledger, prices from the chain, valued by the market's rules.
import "server-only";
import type { PortfolioDto, PositionDto } from "@/lib/contracts/portfolio";
import { type Holding, type Position, valuePortfolio } from "@/lib/market/value-portfolio";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import type { Database } from "@/lib/server/postgres/database";
import type { PriceFeed, PriceSource } from "@/lib/use-cases/ports/price-source";

interface HoldingRow {
  readonly asset: string;
  readonly network: string;
  readonly decimals: number;
  readonly chain_id: bigint;
  readonly feed: string | null;
  readonly feed_decimals: number | null;
  readonly amount: string;
  readonly held: string;
  readonly acquired: string;
  readonly cost: string | null;
}

// One row per asset that the trader still owns; row security says the same as the WHERE. A single deposit without a cost makes the cost NULL.
const HOLDINGS = `
  SELECT s.asset, s.network, s.decimals, n.chain_id, s.feed, s.feed_decimals, a.amount, a.held, d.acquired, d.cost
    FROM (SELECT asset, network, sum(balance) AS amount, coalesce(sum(balance) FILTER (WHERE kind = 'held'), 0) AS held
            FROM holdfast.accounts WHERE trader = $1 GROUP BY asset, network HAVING sum(balance) > 0) a
    JOIN holdfast.assets s USING (asset, network)
    JOIN holdfast.networks n ON n.id = s.network
   CROSS JOIN LATERAL (
         SELECT coalesce(sum(e.amount), 0) AS acquired, CASE WHEN bool_and(t.cost IS NOT NULL) THEN sum(t.cost) END AS cost
           FROM holdfast.entries e JOIN holdfast.transfers t ON t.id = e.transfer_id
          WHERE e.trader = $1 AND e.asset = a.asset AND e.network = a.network
            AND e.transfer_kind = 'deposit' AND e.account_kind = 'available') d`;

/** Reads and values what `sub` owns at `nowSeconds`. The chain being down only costs prices; the database being down throws UnavailableError. */
export async function readPortfolio(
  parts: { readonly database: Database; readonly prices: PriceSource },
  sub: string,
  nowSeconds: number,
): Promise<PortfolioDto> {
  const rows = await parts.database.asTrader(sub, (tx) => tx.query<HoldingRow>(HOLDINGS, [sub]));
  // The connection is back in the pool before the chain is asked.
  const prices = await parts.prices.readPrices(rows.flatMap(feedOf), nowSeconds);
  const holdings = rows.map((row): Holding => {
    const price = prices.get(row.feed ?? "");
    return {
      asset: row.asset,
      network: row.network,
      decimals: row.decimals,
      amountBaseUnits: BigInt(row.amount),
      heldBaseUnits: BigInt(row.held),
      acquired: { amountBaseUnits: BigInt(row.acquired), costUsdUnits: row.cost === null ? null : BigInt(row.cost) },
      price: price?.ok === true ? price.value : null,
    };
  });
  const { totalUsdUnits, positions } = valuePortfolio(holdings);
  return {
    asOf: new Date(nowSeconds * 1_000).toISOString(),
    currency: "USD",
    total: usd(totalUsdUnits),
    positions: positions.map(toDto),
  };
}

const feedOf = (row: HoldingRow): PriceFeed[] =>
  row.feed === null || row.feed_decimals === null ? [] : [{ chainId: row.chain_id, address: row.feed, decimals: row.feed_decimals }];

const usd = (units: bigint | null): string | null => (units === null ? null : formatAmount(units, USD_DECIMALS));

const toDto = (position: Position): PositionDto => ({
  asset: position.asset,
  network: position.network,
  amount: formatAmount(position.amountBaseUnits, position.decimals),
  held: formatAmount(position.heldBaseUnits, position.decimals),
  price: position.price === null ? null : formatAmount(position.price.units, position.price.decimals),
  value: usd(position.valueUsdUnits),
  costBasis: usd(position.costBasisUsdUnits),
  unrealisedPnl: usd(position.unrealisedPnlUsdUnits),
});
