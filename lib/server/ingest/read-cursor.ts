// Where the index of a network stands, as the indexer asks it and as a refusal tells it.
import "server-only";
import type { CursorDto } from "@/lib/contracts/ingest";
import type { Transaction } from "@/lib/server/postgres/database";
import { findCursor } from "./cursor-row";

/** How many kept blocks one answer holds. */
const KEPT_MAX = 128;

/** The cursor alone; a network nobody has written to has none. */
export async function readStanding(tx: Transaction, network: string): Promise<CursorDto> {
  const row = await findCursor(tx, network);
  return { network, block: row?.block ?? null, headNumber: row?.headNumber ?? null, kept: [] };
}

/** The cursor with the kept blocks below `before` (null: the newest), newest first. */
export async function readCursor(tx: Transaction, network: string, before: bigint | null): Promise<CursorDto> {
  const kept = await tx.query<{ number: bigint; hash: string }>(
    `SELECT number, hash FROM holdfast.index_blocks WHERE network = $1 AND ($2::bigint IS NULL OR number < $2) ORDER BY number DESC LIMIT ${KEPT_MAX}`,
    [network, before],
  );
  return { ...(await readStanding(tx, network)), kept: kept.map(({ number, hash }) => ({ number: Number(number), hash })) };
}
