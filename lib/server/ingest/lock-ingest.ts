// One writer at a time, over all networks: swaps are numbered in the order in which they are committed, and a reader that has seen one number must
// have seen every lower one.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** Waits for, and until the end of `tx` keeps, the index. Taken before anything of it is read. */
export async function lockIngest(tx: Transaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('holdfast.ingest', 0))");
}
