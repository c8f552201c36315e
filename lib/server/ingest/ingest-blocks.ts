// POST /api/ingest/blocks: what happened since the cursor becomes rows, and the cursor moves, in one transaction.
import "server-only";
import type { BlocksRequest, CursorDto } from "@/lib/contracts/ingest";
import { refuse, accept, type Result } from "@/lib/ground/result";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { applyFacts } from "@/lib/server/market/apply-facts";
import type { Transaction } from "@/lib/server/postgres/database";
import { findCursor, moveCursor, type CursorRow } from "./cursor-row";
import { ingestParts, type IngestParts } from "./ingest-parts";
import { lockIngest } from "./lock-ingest";
import { readStanding } from "./read-cursor";
import { findDisorder, readFacts } from "./read-facts";

/**
 * Writes the batch and answers where the index then stands. A batch that was written before changes nothing and answers the same; one that does
 * not begin at the cursor is refused with where the index stands. Throws RefusalError `invalid_request` for disorder and for pairs of other
 * networks, and UnavailableError("database") on an outage; nothing of the batch is written then.
 */
export async function ingestBlocks(
  batch: BlocksRequest,
  { database, clock }: IngestParts = ingestParts(),
): Promise<Result<CursorDto, CursorDto>> {
  const disorder = findDisorder(batch);
  if (disorder !== null) throw new RefusalError({ code: "invalid_request", detail: disorder });
  return database.asService(async (tx) => {
    await lockIngest(tx);
    const { network, to } = batch;
    const cursor = await findCursor(tx, network);
    if (cursor === null) throw new RefusalError({ code: "invalid_request", detail: "Register the network first." });
    if (!beginsAt(batch, cursor)) return ((await isWritten(tx, batch, cursor)) ? accept : refuse)(await readStanding(tx, network));
    await requireOwnPairs(tx, batch);
    await keepBlocks(tx, batch);
    const facts = readFacts(batch);
    if (facts.length > 0) await applyFacts(tx, network, facts);
    await moveCursor(tx, network, { block: to, headNumber: Math.max(batch.headNumber, to.number) }, clock.nowSeconds());
    return accept(await readStanding(tx, network));
  });
}

const beginsAt = ({ after }: BlocksRequest, { block }: CursorRow): boolean =>
  after === null ? block === null : block?.number === after.number && block.hash === after.hash;

/** Whether the batch's last block is in the index already: where it stands, or one of the blocks that it kept. */
async function isWritten(tx: Transaction, { network, to }: BlocksRequest, { block }: CursorRow): Promise<boolean> {
  if (block?.number === to.number) return block.hash === to.hash;
  const kept = await tx.query("SELECT 1 FROM holdfast.index_blocks WHERE network = $1 AND number = $2 AND hash = $3", [
    network,
    to.number,
    to.hash,
  ]);
  return kept.length > 0;
}

async function requireOwnPairs(tx: Transaction, { network, blocks }: BlocksRequest): Promise<void> {
  const named = [...new Set(blocks.flatMap(({ facts }) => facts.map(({ pairId }) => pairId)))];
  if (named.length === 0) return;
  const known = await tx.query("SELECT id FROM holdfast.market_pairs WHERE network = $1 AND id = ANY($2::int[])", [network, named]);
  if (known.length !== named.length) throw new RefusalError({ code: "invalid_request", detail: "A pair is not of this network." });
}

/** Only blocks with facts are kept: by them a reorganisation is found, and how a range was cut leaves no trace. */
async function keepBlocks(tx: Transaction, { network, blocks }: BlocksRequest): Promise<void> {
  if (blocks.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.index_blocks (network, number, hash, at)
     SELECT $1, number, hash, to_timestamp(at) FROM unnest($2::bigint[], $3::text[], $4::bigint[]) AS given (number, hash, at)`,
    [network, blocks.map(({ number }) => number), blocks.map(({ hash }) => hash), blocks.map(({ atSeconds }) => atSeconds)],
  );
}
