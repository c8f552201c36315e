// A wallet's realised profit over time, from its sales.
import "server-only";
import { cumulateDays, type DayTotal } from "@/lib/market/cumulate-days";
import type { Transaction } from "@/lib/server/postgres/database";

/** A year, and the day it began on. */
const DAYS_MAX = 366;

/** Realised profit in USD units up to the end of each day (UTC), for the last year. */
export async function readProfitByDay(tx: Transaction, wallet: string, nowSeconds: number): Promise<readonly DayTotal[]> {
  const rows = await tx.query<{ day: bigint; change: string }>(
    `SELECT (extract(epoch FROM closed_at)::bigint / 86400) * 86400 AS day, sum(proceeds_usd - cost_usd) AS change
       FROM holdfast.wallet_closes WHERE wallet = $1 GROUP BY 1 ORDER BY 1`,
    [wallet],
  );
  const changes = rows.map(({ day, change }) => ({ daySeconds: Number(day), change: BigInt(change) }));
  return cumulateDays(changes, nowSeconds, DAYS_MAX);
}
