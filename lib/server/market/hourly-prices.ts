// A token's price over time, for values of the past.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** The price that stood at the end of an hour, in US dollars per whole token with 18 decimals. */
export interface HourlyPrice {
  readonly hourAtSeconds: number;
  readonly usdE18: bigint;
}

/** Whose prices, and of which hours: those that start from `fromSeconds` up to but without `toSeconds`. */
export interface HourlyPriceQuestion {
  readonly network: string;
  /** In lower case. */
  readonly token: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** The prices in order of time. An hour in which nothing happened on the network's pairs is absent: the price before it still stood. */
export async function hourlyPrices(tx: Transaction, asked: HourlyPriceQuestion): Promise<HourlyPrice[]> {
  const rows = await tx.query<{ hour_at: bigint; usd_e18: string }>(
    `SELECT extract(epoch FROM hour_at)::bigint AS hour_at, usd_e18 FROM holdfast.token_prices
      WHERE network = $1 AND token = $2 AND hour_at >= to_timestamp($3) AND hour_at < to_timestamp($4) ORDER BY token_prices.hour_at`,
    [asked.network, asked.token, asked.fromSeconds, asked.toSeconds],
  );
  return rows.map((row) => ({ hourAtSeconds: Number(row.hour_at), usdE18: BigInt(row.usd_e18) }));
}
