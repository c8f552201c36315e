// Candles of one pair for a chart. What is not in the table is not invented: a gap stays a gap.
import "server-only";
import { CANDLE_INTERVALS } from "@/lib/contracts/candle-intervals";
import { CANDLES_MAX, type CandleDto, type CandleQuery, type CandlesDto } from "@/lib/contracts/markets";
import { INDEX_PRICE_DECIMALS } from "@/lib/market/execution-price";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import type { Transaction } from "@/lib/server/postgres/database";

interface PairRow {
  readonly base_decimals: number;
  readonly quote_decimals: number;
}

interface CandleRow {
  readonly opened_at: bigint;
  readonly open_e18: string;
  readonly high_e18: string;
  readonly low_e18: string;
  readonly close_e18: string;
  readonly base_volume: string;
  readonly quote_volume: string;
  readonly usd_volume: string;
  readonly trades: number;
}

const PAIR = `
  SELECT CASE WHEN p.is_token0_base THEN a.decimals ELSE b.decimals END AS base_decimals,
         CASE WHEN p.is_token0_base THEN b.decimals ELSE a.decimals END AS quote_decimals
    FROM holdfast.market_pairs p
    JOIN holdfast.market_tokens a ON a.network = p.network AND a.address = p.token0
    JOIN holdfast.market_tokens b ON b.network = p.network AND b.address = p.token1
   WHERE p.id = $1`;

/** The newest buckets of a range, newest first. The order names the column itself, not the answer's number of that name: it is the key's. */
export const CANDLES_SQL = `
  SELECT extract(epoch FROM opened_at)::bigint AS opened_at, open_e18, high_e18, low_e18, close_e18, base_volume, quote_volume, usd_volume,
         trades
    FROM holdfast.candles
   WHERE pair_id = $1 AND interval_seconds = $2 AND opened_at >= to_timestamp($3) AND opened_at < to_timestamp($4)
   ORDER BY candles.opened_at DESC LIMIT $5`;

// The end of all time that a query may name.
const FOREVER_SECONDS = 99_999_999_999;

/** The candles of `pairId` that `query` asks for, at most the newest CANDLES_MAX, in order of time; null when there is no such pair. */
export async function readCandles(tx: Transaction, pairId: number, query: CandleQuery): Promise<CandlesDto | null> {
  const [pair] = await tx.query<PairRow>(PAIR, [pairId]);
  if (pair === undefined) return null;
  const range = [query.from ?? 0, query.to ?? FOREVER_SECONDS];
  const rows = await tx.query<CandleRow>(CANDLES_SQL, [pairId, CANDLE_INTERVALS[query.interval], ...range, CANDLES_MAX]);
  return { pairId, interval: query.interval, candles: rows.reverse().map((row) => toDto(row, pair)) };
}

const price = (e18: string): string => formatAmount(BigInt(e18), INDEX_PRICE_DECIMALS);

const toDto = (row: CandleRow, pair: PairRow): CandleDto => ({
  openedAt: Number(row.opened_at),
  open: price(row.open_e18),
  high: price(row.high_e18),
  low: price(row.low_e18),
  close: price(row.close_e18),
  baseVolume: formatAmount(BigInt(row.base_volume), pair.base_decimals),
  quoteVolume: formatAmount(BigInt(row.quote_volume), pair.quote_decimals),
  usdVolume: formatAmount(BigInt(row.usd_volume), USD_DECIMALS),
  trades: row.trades,
});
