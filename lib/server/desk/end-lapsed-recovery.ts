// A recovery that nobody completed is over by time; it is written down when the next one begins. The product's own role does that, because the desk's
// may end nobody's recovery.
import "server-only";
import type { Database } from "@/lib/server/postgres/database";
import { endRecovery, listRecoveries } from "@/lib/server/recovery/recovery-row";

/** Writes down the end of what has lapsed. Nothing that still runs is touched. */
export async function endLapsedRecovery(traders: Database, trader: string, nowSeconds: number): Promise<void> {
  await traders.asTrader(trader, async (tx) => {
    const lapsed = (await listRecoveries(tx)).filter(({ outcome, lapsesAtSeconds }) => outcome === null && lapsesAtSeconds <= nowSeconds);
    for (const { id } of lapsed) await endRecovery(tx, id, "lapsed", nowSeconds);
  });
}
