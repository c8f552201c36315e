// One network, from where the index stands to the head of its chain and then along with it. One step reads a range, or takes blocks back, or waits;
// whatever fails, the next step begins from what the product says is written.
import type { CursorDto, DatedPlaceDto, PlaceDto } from "@/lib/contracts/ingest";
import type { Result } from "@/lib/ground/result";
import type { Log } from "@/lib/server/telemetry/create-log";
import type { Clock } from "@/lib/use-cases/ports/clock";
import type { ChainBlock, ChainReader } from "./chain-reader";
import { cutBatches } from "./cut-batches";
import type { Followed } from "./facts-of-logs";
import { findFork } from "./find-fork";
import type { IngestClient } from "./ingest-client";
import { afterAnswer, afterRefusal, RANGE_BLOCKS_FIRST } from "./range-size";
import { readRange, type ReadRange } from "./read-range";

/** The product calls an index live that has reported within fifteen seconds. */
const REPORT_SECONDS = 5;

export interface NetworkParts {
  readonly chain: ChainReader;
  readonly ingest: IngestClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly network: string;
  readonly startBlock: number;
  /** The most blocks that one question to the node may span. */
  readonly rangeBlocksMax: number;
  readonly followed: Followed;
}

/** What a step found: more to do at once, or nothing until the chain goes on. */
export type Step = "more" | "idle";

/** A range that is being read while the one before it is being written. */
interface Ahead {
  readonly after: PlaceDto | null;
  readonly read: Promise<ReadRange | "moved">;
}

/** What one process remembers between two steps; all of it may be lost. */
interface Memory {
  /** Null: the product must be asked. */
  cursor: CursorDto | null;
  ahead: Ahead | null;
  blocksAtOnce: number;
  reportedAtSeconds: number;
  /** The head for which a chain shorter than the index was last judged. */
  judgedHead: string | null;
}

type Placed = CursorDto & { readonly block: DatedPlaceDto };

const placeOf = ({ number, hash }: PlaceDto): PlaceDto => ({ number, hash });
const isSame = (left: PlaceDto | null, right: PlaceDto | null): boolean => left?.number === right?.number && left?.hash === right?.hash;
const standing = (written: Result<CursorDto, CursorDto>): CursorDto => (written.ok ? written.value : written.refusal);

/** Makes the steps of one network. A step throws UnavailableError on an outage, and may simply be taken again; it never skips a block. */
export function followNetwork(parts: NetworkParts): () => Promise<Step> {
  const memory: Memory = {
    cursor: null,
    ahead: null,
    blocksAtOnce: Math.min(RANGE_BLOCKS_FIRST, parts.rangeBlocksMax),
    reportedAtSeconds: 0,
    judgedHead: null,
  };
  return () =>
    step(parts, memory).catch((error: unknown) => {
      // After a failure nobody knows what was written: the next step asks.
      memory.cursor = null;
      memory.ahead = null;
      throw error;
    });
}

async function step(parts: NetworkParts, memory: Memory): Promise<Step> {
  const { chain, clock, ingest, network, startBlock } = parts;
  const cursor = (memory.cursor ??= await ingest.cursor(network));
  const head = await chain.findBlock("latest");
  if (head === null) return "idle";
  const { block } = cursor;
  if (block === null) return head.number < startBlock ? "idle" : advance(parts, memory, cursor, head);
  const here = block.number === head.number ? head : await chain.findBlock(block.number);
  if (here === null) return waitOrRewind(parts, memory, { ...cursor, block }, head);
  if (here.hash !== block.hash) return rewind(parts, memory, { ...cursor, block });
  if (block.number < head.number) return advance(parts, memory, cursor, head);
  return clock.nowSeconds() - memory.reportedAtSeconds < REPORT_SECONDS ? "idle" : report(parts, memory, block, head);
}

function read({ chain, followed, startBlock }: NetworkParts, blocksAtOnce: number, after: PlaceDto | null, headNumber: number): Ahead {
  const fromBlock = after === null ? startBlock : after.number + 1;
  const toBlock = Math.min(headNumber, fromBlock + blocksAtOnce - 1);
  const reading = readRange(chain, { ...followed, after, fromBlock, toBlock });
  // It is awaited later, or thrown away; either way its failure is nobody's surprise.
  reading.catch(() => undefined);
  return { after, read: reading };
}

/** Writes the next range, while the one after it is being read. */
async function advance(parts: NetworkParts, memory: Memory, cursor: CursorDto, head: ChainBlock): Promise<Step> {
  const { clock, ingest, log, network } = parts;
  const after = cursor.block === null ? null : placeOf(cursor.block);
  const ready = memory.ahead !== null && isSame(memory.ahead.after, after) ? memory.ahead : null;
  memory.ahead = null;
  const range = await (ready ?? read(parts, memory.blocksAtOnce, after, head.number)).read.catch((error: unknown) => {
    memory.blocksAtOnce = afterRefusal(memory.blocksAtOnce);
    throw error;
  });
  if (range === "moved") return "idle";
  memory.blocksAtOnce = afterAnswer(memory.blocksAtOnce, range.facts, parts.rangeBlocksMax);
  if (range.to.number < head.number) memory.ahead = read(parts, memory.blocksAtOnce, placeOf(range.to), head.number);
  for (const batch of cutBatches({ network, after, headNumber: head.number, range })) {
    const written = await ingest.post(batch);
    memory.cursor = standing(written);
    if (!written.ok) {
      log.warn("index_stands_elsewhere", { network, at: memory.cursor.block?.number ?? -1 });
      return "more";
    }
  }
  memory.reportedAtSeconds = clock.nowSeconds();
  log.info("indexed", { network, block: range.to.number, head: head.number, facts: range.facts });
  return range.to.number < head.number ? "more" : "idle";
}

/** Nothing new is news too: it tells that somebody watches. */
async function report({ clock, ingest, network }: NetworkParts, memory: Memory, block: DatedPlaceDto, head: ChainBlock): Promise<Step> {
  memory.cursor = standing(await ingest.post({ network, after: placeOf(block), to: block, headNumber: head.number, blocks: [] }));
  memory.reportedAtSeconds = clock.nowSeconds();
  return "idle";
}

/** The chain at the cursor is another one now: back to where both agree, and on from there. */
async function rewind({ chain, ingest, log, network }: NetworkParts, memory: Memory, cursor: Placed): Promise<Step> {
  memory.ahead = null;
  const to = await findFork(chain, ingest, cursor);
  const fields = { network, from: cursor.block.number, to: to?.number ?? -1 };
  if (to === null) log.error("reorganised_to_the_beginning", fields);
  else log.warn("reorganised", fields);
  memory.cursor = standing(await ingest.rewind({ network, from: placeOf(cursor.block), to }));
  return "more";
}

/**
 * A node that has not come as far as the index is late, or its chain was replaced by a shorter one. Only a block that it has can tell: as long as
 * it agrees with the newest kept one that it should know, it is given time.
 */
async function waitOrRewind(parts: NetworkParts, memory: Memory, cursor: Placed, head: ChainBlock): Promise<Step> {
  const { chain, ingest, log, network } = parts;
  if (memory.judgedHead === head.hash) return "idle";
  log.warn("node_is_behind", { network, head: head.number, indexed: cursor.block.number });
  const { kept } = await ingest.cursor(network, head.number + 1);
  const [newest] = kept;
  const known = newest === undefined ? null : await chain.findBlock(newest.number);
  if (known !== null && known.hash !== newest?.hash) return rewind(parts, memory, cursor);
  memory.judgedHead = head.hash;
  return "idle";
}
