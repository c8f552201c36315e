// The list of markets: every pair with its last price, its day and its depth.
import "server-only";
import { PAIR_TOKENS } from "./pair-tokens";
import type { MarketDto, MarketListDto, MarketTokenDto } from "@/lib/contracts/markets";
import { INDEX_PRICE_DECIMALS } from "@/lib/market/execution-price";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";
import type { Transaction } from "@/lib/server/postgres/database";
import { tokenPricesUsd } from "./token-prices-usd";

const DAY_SECONDS = 86_400;

interface Row {
  readonly id: number;
  readonly network: string;
  readonly label: string;
  readonly is_simulated: boolean;
  readonly address: string;
  readonly base: string;
  readonly base_symbol: string;
  readonly base_name: string;
  readonly base_decimals: number;
  readonly base_reserve: string | null;
  readonly quote: string;
  readonly quote_symbol: string;
  readonly quote_name: string;
  readonly quote_decimals: number;
  readonly quote_reserve: string | null;
  readonly price_e18: string | null;
  readonly at: Date | null;
  readonly price_before: string | null;
  readonly volume: string;
  readonly trades: number;
}

// Per pair: the last swap by the feed's order, the last minute that was over a day ago, and the day's five minutes; each by its index.
const MARKETS = `
  SELECT p.id, p.network, n.label, n.is_simulated, p.address,
         b.address AS base, b.symbol AS base_symbol, b.name AS base_name, b.decimals AS base_decimals,
         CASE WHEN p.is_token0_base THEN s.reserve0 ELSE s.reserve1 END AS base_reserve,
         q.address AS quote, q.symbol AS quote_symbol, q.name AS quote_name, q.decimals AS quote_decimals,
         CASE WHEN p.is_token0_base THEN s.reserve1 ELSE s.reserve0 END AS quote_reserve,
         l.price_e18, l.at, d.close_e18 AS price_before, v.volume, v.trades
    FROM holdfast.market_pairs p
    JOIN holdfast.networks n ON n.id = p.network
${PAIR_TOKENS}
    LEFT JOIN holdfast.pair_states s ON s.pair_id = p.id
    LEFT JOIN LATERAL (SELECT price_e18, at FROM holdfast.swaps WHERE pair_id = p.id ORDER BY seq DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (SELECT close_e18 FROM holdfast.candles
                        WHERE pair_id = p.id AND interval_seconds = 60 AND opened_at <= to_timestamp($1 - 60)
                        ORDER BY opened_at DESC LIMIT 1) d ON true
   CROSS JOIN LATERAL (SELECT coalesce(sum(usd_volume), 0) AS volume, coalesce(sum(trades), 0)::int AS trades FROM holdfast.candles
                        WHERE pair_id = p.id AND interval_seconds = 300 AND opened_at > to_timestamp($1)) v
   ORDER BY p.network, p.address`;

/** Every pair of every network at `nowSeconds`: the most liquid first, those without a dollar value last, equal ones by network and address. */
export async function listPairs(tx: Transaction, nowSeconds: number): Promise<MarketListDto> {
  const rows = await tx.query<Row>(MARKETS, [nowSeconds - DAY_SECONDS]);
  const prices = new Map<string, ReadonlyMap<string, bigint>>();
  for (const network of new Set(rows.map((row) => row.network))) prices.set(network, await tokenPricesUsd(tx, network));
  const markets = rows.map((row) => ({ row, liquidity: liquidityOf(row, prices.get(row.network) ?? new Map()) }));
  markets.sort((left, right) => compare(right.liquidity ?? -1n, left.liquidity ?? -1n));
  return { markets: markets.map(({ row, liquidity }) => toDto(row, liquidity, prices.get(row.network)?.get(row.base) ?? null)) };
}

const compare = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0);

/** Both sides in US dollars; null while one of them has no price. */
function liquidityOf(row: Row, prices: ReadonlyMap<string, bigint>): bigint | null {
  const value = (token: string, decimals: number, reserve: string | null): bigint | null => {
    const usdE18 = prices.get(token);
    if (reserve === null || usdE18 === undefined) return null;
    const price = { units: usdE18, decimals: INDEX_PRICE_DECIMALS };
    return multiplyByPrice({ units: BigInt(reserve), decimals }, price, USD_DECIMALS, "half_even");
  };
  const base = value(row.base, row.base_decimals, row.base_reserve);
  const quote = value(row.quote, row.quote_decimals, row.quote_reserve);
  return base === null || quote === null ? null : base + quote;
}

function changeBps(row: Row): number | null {
  if (row.price_e18 === null || row.price_before === null) return null;
  const [now, before] = [BigInt(row.price_e18), BigInt(row.price_before)];
  return before === 0n ? null : Number(((now - before) * 10_000n) / before);
}

const token = (address: string, symbol: string, name: string, decimals: number): MarketTokenDto => ({ address, symbol, name, decimals });
const priceText = (e18: bigint | null): string | null => (e18 === null ? null : formatAmount(e18, INDEX_PRICE_DECIMALS));

const toDto = (row: Row, liquidity: bigint | null, usdE18: bigint | null): MarketDto => ({
  pairId: row.id,
  network: row.network,
  networkLabel: row.label,
  isSimulated: row.is_simulated,
  address: row.address,
  base: token(row.base, row.base_symbol, row.base_name, row.base_decimals),
  quote: token(row.quote, row.quote_symbol, row.quote_name, row.quote_decimals),
  price: priceText(row.price_e18 === null ? null : BigInt(row.price_e18)),
  priceUsd: priceText(usdE18),
  change24hBps: changeBps(row),
  volume24hUsd: formatAmount(BigInt(row.volume), USD_DECIMALS),
  trades24h: row.trades,
  liquidityUsd: liquidity === null ? null : formatAmount(liquidity, USD_DECIMALS),
  lastTradeAt: row.at?.toISOString() ?? null,
});
