// Trades become candles of every length at once; a candle that stands already is carried on.
import "server-only";
import { type Candle, CANDLE_INTERVALS_SECONDS, type CandleTrade, bucketStart, foldCandle } from "@/lib/market/fold-candle";
import type { Transaction } from "@/lib/server/postgres/database";

/** What candles need of a swap. */
export interface PairTrade extends CandleTrade {
  readonly pairId: number;
  readonly atSeconds: number;
}

interface Bucket {
  readonly pairId: number;
  readonly interval: number;
  readonly openedAt: number;
  candle: Candle;
}

/** Folds `trades`, in order and all later than what the candles hold already, into the candles of `intervals`. */
export async function writeCandles(
  tx: Transaction,
  trades: readonly PairTrade[],
  intervals: readonly number[] = CANDLE_INTERVALS_SECONDS,
): Promise<void> {
  const rows = foldAll(trades, intervals);
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.candles AS c (pair_id, interval_seconds, opened_at, open_e18, high_e18, low_e18, close_e18, base_volume,
                                        quote_volume, usd_volume, trades)
     SELECT pair_id, interval_seconds, to_timestamp(opened_at), open, high, low, close, base, quote, usd, trades
       FROM unnest($1::int[], $2::int[], $3::bigint[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[],
                   $9::numeric[], $10::numeric[], $11::int[])
         AS t (pair_id, interval_seconds, opened_at, open, high, low, close, base, quote, usd, trades)
     ON CONFLICT (pair_id, interval_seconds, opened_at) DO UPDATE SET
       high_e18 = greatest(c.high_e18, excluded.high_e18), low_e18 = least(c.low_e18, excluded.low_e18), close_e18 = excluded.close_e18,
       base_volume = c.base_volume + excluded.base_volume, quote_volume = c.quote_volume + excluded.quote_volume,
       usd_volume = c.usd_volume + excluded.usd_volume, trades = c.trades + excluded.trades`,
    [
      rows.map(({ pairId }) => pairId),
      rows.map(({ interval }) => interval),
      rows.map(({ openedAt }) => openedAt),
      rows.map(({ candle }) => candle.openE18),
      rows.map(({ candle }) => candle.highE18),
      rows.map(({ candle }) => candle.lowE18),
      rows.map(({ candle }) => candle.closeE18),
      rows.map(({ candle }) => candle.baseVolume),
      rows.map(({ candle }) => candle.quoteVolume),
      rows.map(({ candle }) => candle.usdVolume),
      rows.map(({ candle }) => candle.trades),
    ],
  );
}

function foldAll(trades: readonly PairTrade[], intervals: readonly number[]): Bucket[] {
  const buckets = new Map<string, Bucket>();
  for (const trade of trades) {
    for (const interval of intervals) {
      const openedAt = bucketStart(trade.atSeconds, interval);
      const key = `${String(trade.pairId)} ${String(interval)} ${String(openedAt)}`;
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, { pairId: trade.pairId, interval, openedAt, candle: foldCandle(null, trade) });
      else bucket.candle = foldCandle(bucket.candle, trade);
    }
  }
  return [...buckets.values()];
}
