// The order in which everybody learns of swaps and of their being taken back.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** The next `count` numbers of the feed, ascending. The caller holds the lock of ingest, so nobody takes one in between. */
export async function takeFeedNumbers(tx: Transaction, count: number): Promise<readonly bigint[]> {
  const rows = await tx.query<{ seq: bigint }>("SELECT nextval('holdfast.feed_seq') AS seq FROM generate_series(1, $1)", [count]);
  return rows.map(({ seq }) => seq).sort((left, right) => (left < right ? -1 : 1));
}
