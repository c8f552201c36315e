// The row that says how far the index has come. Moved only under the lock of ingest, in the transaction that writes what lies before it.
import "server-only";
import type { DatedPlaceDto } from "@/lib/contracts/ingest";
import type { Transaction } from "@/lib/server/postgres/database";

export interface CursorRow {
  /** Null before the first block. */
  readonly block: DatedPlaceDto | null;
  readonly headNumber: number | null;
}

/** The network's cursor, or null when nothing was ever written of it. */
export async function findCursor(tx: Transaction, network: string): Promise<CursorRow | null> {
  const [row] = await tx.query<{ number: bigint | null; hash: string | null; at: Date | null; head: bigint | null }>(
    "SELECT block_number AS number, block_hash AS hash, block_at AS at, head_number AS head FROM holdfast.index_cursors WHERE network = $1",
    [network],
  );
  if (row === undefined) return null;
  const { number, hash, at, head } = row;
  return {
    block: number === null || hash === null || at === null ? null : { number: Number(number), hash, atSeconds: at.getTime() / 1_000 },
    headNumber: head === null ? null : Number(head),
  };
}

/** Moves the cursor to `block` (null: before the first one). A head that nobody has seen yet is left as it was. */
export async function moveCursor(tx: Transaction, network: string, { block, headNumber }: CursorRow, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.index_cursors AS c (network, block_number, block_hash, block_at, head_number, updated_at)
       VALUES ($1, $2, $3, to_timestamp($4), $5, to_timestamp($6))
     ON CONFLICT (network) DO UPDATE SET block_number = excluded.block_number, block_hash = excluded.block_hash, block_at = excluded.block_at,
       head_number = coalesce(excluded.head_number, c.head_number), updated_at = excluded.updated_at`,
    [network, block?.number ?? null, block?.hash ?? null, block?.atSeconds ?? null, headNumber, nowSeconds],
  );
}
