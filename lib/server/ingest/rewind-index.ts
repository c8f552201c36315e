// POST /api/ingest/rewind: the chain took blocks back, so the index does.
import "server-only";
import type { CursorDto, PlaceDto, RewindRequest } from "@/lib/contracts/ingest";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { rewindFacts } from "@/lib/server/market/rewind-facts";
import type { Transaction } from "@/lib/server/postgres/database";
import { findCursor, moveCursor } from "./cursor-row";
import { ingestParts, type IngestParts } from "./ingest-parts";
import { lockIngest } from "./lock-ingest";
import { readStanding } from "./read-cursor";

/** After which block everything goes when nothing of the chain is known any more. */
const BEFORE_ALL = -1n;

const isAt = (block: PlaceDto | null, place: PlaceDto | null): boolean => block?.number === place?.number && block?.hash === place?.hash;

/**
 * Takes back everything after the kept block `to` (null: everything) and answers where the index then stands; done before, it answers the same.
 * Refused, with where the index stands, when it stands elsewhere than `from` says or `to` is no block that it kept below that.
 */
export async function rewindIndex(
  { network, from, to }: RewindRequest,
  { database, clock }: IngestParts = ingestParts(),
): Promise<Result<CursorDto, CursorDto>> {
  return database.asService(async (tx) => {
    await lockIngest(tx);
    const cursor = await findCursor(tx, network);
    const block = cursor?.block ?? null;
    if (cursor !== null && isAt(block, to)) return accept(await readStanding(tx, network));
    const kept = to === null ? null : await findKept(tx, network, to);
    const isFurther = block !== null && isAt(block, from) && (to === null || (kept !== null && to.number < from.number));
    if (!isFurther) return refuse(await readStanding(tx, network));
    const after = to === null ? BEFORE_ALL : BigInt(to.number);
    await rewindFacts(tx, network, after);
    await tx.query("DELETE FROM holdfast.index_blocks WHERE network = $1 AND number > $2", [network, after]);
    await moveCursor(tx, network, { block: kept, headNumber: null }, clock.nowSeconds());
    return accept(await readStanding(tx, network));
  });
}

async function findKept(tx: Transaction, network: string, { number, hash }: PlaceDto) {
  const [row] = await tx.query<{ at: Date }>("SELECT at FROM holdfast.index_blocks WHERE network = $1 AND number = $2 AND hash = $3", [
    network,
    number,
    hash,
  ]);
  return row === undefined ? null : { number, hash, atSeconds: row.at.getTime() / 1_000 };
}
