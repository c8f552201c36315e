// A withdrawal or an order that cannot go on right now says what it waits for. It never fails for an outage: the money stays held and the next attempt comes by itself.
import type { Database } from "@/lib/server/postgres/database";
import { backOffSeconds } from "./back-off";
import type { DueSettlement } from "./open-settlements";

/** Why a settlement waits; null when the reason is ours and not one that a trader would be told. */
export type Wait = "chain" | "custody_funds" | "frozen" | null;

/** Notes the reason and sets the next attempt, later each time. */
export async function noteWait(database: Database, { id, trader, attempts }: DueSettlement, wait: Wait, nowSeconds: number): Promise<void> {
  await database.asTrader(trader, (tx) =>
    tx.query(
      `UPDATE holdfast.settlements SET waits_for = $2, attempts = attempts + 1, next_attempt_at = to_timestamp($3)
        WHERE id = $1 AND finished_at IS NULL`,
      [id.toString(), wait, nowSeconds + backOffSeconds(attempts)],
    ),
  );
}

/** Marks an open settlement as waiting for the chain without putting its next attempt off: the whole worker waits, and asks the chain itself. */
export async function noteOutage(database: Database, trader: string, id: bigint): Promise<void> {
  await database.asTrader(trader, (tx) =>
    tx.query("UPDATE holdfast.settlements SET waits_for = 'chain' WHERE id = $1 AND finished_at IS NULL", [id.toString()]),
  );
}
