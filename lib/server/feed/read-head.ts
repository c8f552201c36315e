// How far the feed has come.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** The place of the newest event; 0 before the first. Whatever has a lower place is committed, because ingest numbers under one lock. */
export async function readHead(tx: Transaction): Promise<bigint> {
  const [row] = await tx.query<{ head: bigint }>(
    `SELECT greatest(0, (SELECT max(seq) FROM holdfast.swaps), (SELECT max(seq) FROM holdfast.swap_retractions)) AS head`,
  );
  return row?.head ?? 0n;
}
