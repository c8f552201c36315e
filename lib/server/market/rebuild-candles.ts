// Candles after swaps went: those that opened later go, the ones that were open then are folded anew.
import "server-only";
import { bucketStart, CANDLE_INTERVALS_SECONDS } from "@/lib/market/fold-candle";
import type { Transaction } from "@/lib/server/postgres/database";
import { type PairTrade, writeCandles } from "./write-candles";

const MINUTE = CANDLE_INTERVALS_SECONDS[0];
const SWAPS_PER_STEP = 500;

interface SwapRow {
  readonly pair_id: number;
  readonly at: bigint;
  readonly price_e18: string;
  readonly base_amount: string;
  readonly quote_amount: string;
  readonly usd_value: string | null;
}

/** Rebuilds the candles of pairs whose swaps from a moment on are gone from the table: `firstGoneAt` says from when, by pair. */
export async function rebuildCandles(tx: Transaction, network: string, firstGoneAt: ReadonlyMap<number, number>): Promise<void> {
  if (firstGoneAt.size === 0) return;
  const pairIds = [...firstGoneAt.keys()];
  const moments = [...firstGoneAt.values()];
  await tx.query(
    `DELETE FROM holdfast.candles c USING unnest($1::int[], $2::bigint[]) AS g (pair_id, at)
      WHERE c.pair_id = g.pair_id AND c.opened_at > to_timestamp(g.at - c.interval_seconds)`,
    [pairIds, moments],
  );
  await writeCandles(tx, await readMinutes(tx, network, firstGoneAt), [MINUTE]);
  await tx.query(JOIN_MINUTES, [pairIds, moments, CANDLE_INTERVALS_SECONDS.slice(1)]);
}

// A longer candle is what its minutes say together; only the one that was open at the moment is missing.
const JOIN_MINUTES = `
  INSERT INTO holdfast.candles (pair_id, interval_seconds, opened_at, open_e18, high_e18, low_e18, close_e18, base_volume, quote_volume,
                                usd_volume, trades)
  SELECT g.pair_id, i.seconds, to_timestamp(g.at - g.at % i.seconds), (array_agg(m.open_e18 ORDER BY m.opened_at))[1], max(m.high_e18),
         min(m.low_e18), (array_agg(m.close_e18 ORDER BY m.opened_at DESC))[1], sum(m.base_volume), sum(m.quote_volume), sum(m.usd_volume),
         sum(m.trades)
    FROM unnest($1::int[], $2::bigint[]) AS g (pair_id, at)
   CROSS JOIN unnest($3::int[]) AS i (seconds)
    JOIN holdfast.candles m ON m.pair_id = g.pair_id AND m.interval_seconds = 60 AND m.opened_at >= to_timestamp(g.at - g.at % i.seconds)
   GROUP BY g.pair_id, i.seconds, g.at`;

/** The swaps that stay in the minutes of the moments, in order: read backwards from the last one until every minute is behind. */
async function readMinutes(tx: Transaction, network: string, firstGoneAt: ReadonlyMap<number, number>): Promise<PairTrade[]> {
  const from = Math.min(...[...firstGoneAt.values()].map((at) => bucketStart(at, MINUTE)));
  const found: PairTrade[] = [];
  for (let offset = 0; ; offset += SWAPS_PER_STEP) {
    const rows = await tx.query<SwapRow>(
      `SELECT pair_id, extract(epoch FROM at)::bigint AS at, price_e18, base_amount, quote_amount, usd_value FROM holdfast.swaps
        WHERE network = $1 ORDER BY block_number DESC, log_index DESC OFFSET $2 LIMIT $3`,
      [network, offset, SWAPS_PER_STEP],
    );
    for (const row of rows) {
      const moment = firstGoneAt.get(row.pair_id);
      if (moment !== undefined && Number(row.at) >= bucketStart(moment, MINUTE)) found.push(tradeOf(row));
    }
    if (rows.length < SWAPS_PER_STEP || Number(rows.at(-1)?.at ?? 0) < from) return found.reverse();
  }
}

const tradeOf = (row: SwapRow): PairTrade => ({
  pairId: row.pair_id,
  atSeconds: Number(row.at),
  priceE18: BigInt(row.price_e18),
  baseUnits: BigInt(row.base_amount),
  quoteUnits: BigInt(row.quote_amount),
  usdValue: row.usd_value === null ? null : BigInt(row.usd_value),
});
