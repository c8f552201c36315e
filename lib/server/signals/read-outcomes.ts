// What the price of the base did after each event, from candles that were closed by then.
import "server-only";
import type { Database } from "@/lib/server/postgres/database";
import { judgeOutcomes, type Outcome } from "@/lib/signals/judge-outcomes";

const CANDLE_SECONDS = 300;

/** An event as far as its price is concerned. */
export interface PricedEvent {
  readonly pairId: number;
  readonly atSeconds: number;
  readonly priceE18: bigint;
}

/**
 * How the price moved within `afterSeconds` of each event: from the event's own price to the close of the last five-minute candle that was over by
 * then. Without a trade since, the price has not moved. Events whose span is not over at `nowSeconds` are left out.
 */
export async function readOutcome(
  database: Database,
  events: readonly PricedEvent[],
  afterSeconds: number,
  nowSeconds: number,
): Promise<Outcome> {
  const old = events.filter(({ atSeconds }) => atSeconds + afterSeconds <= nowSeconds);
  if (old.length === 0) return judgeOutcomes([]);
  const rows = await database.asService((tx) =>
    tx.query<{ ordinal: bigint; close: string | null }>(
      `SELECT e.ordinal, c.close FROM unnest($1::int[], $2::int8[]) WITH ORDINALITY AS e (pair_id, at, ordinal)
         LEFT JOIN LATERAL (
           SELECT close_e18::text AS close FROM holdfast.candles
            WHERE pair_id = e.pair_id AND interval_seconds = ${CANDLE_SECONDS.toString()}
              AND opened_at <= to_timestamp(e.at + $3 - ${CANDLE_SECONDS.toString()}) AND opened_at > to_timestamp(e.at)
            ORDER BY opened_at DESC LIMIT 1) c ON true
        ORDER BY e.ordinal`,
      [old.map(({ pairId }) => pairId), old.map(({ atSeconds }) => atSeconds), afterSeconds],
    ),
  );
  return judgeOutcomes(old.map(({ priceE18 }, index) => ({ fromE18: priceE18, toE18: BigInt(rows[index]?.close ?? priceE18) })));
}
