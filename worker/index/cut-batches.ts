// A range is posted in pieces that fit the ingest's limits and its transactions. How it is cut leaves no trace in the index.
import type { BlocksRequest, PlaceDto } from "@/lib/contracts/ingest";
import type { ReadRange } from "./read-range";

/** A fact is some 400 bytes, and a post may have 2 MiB. */
const FACTS_PER_POST_MAX = 1_000;

interface Cut {
  readonly network: string;
  readonly after: PlaceDto | null;
  readonly headNumber: number;
  readonly range: ReadRange;
  readonly factsMax?: number;
}

/** The posts of a range, in order; each begins where the one before ends, at a block with facts, and the last at the range's end. */
export function cutBatches({ network, after, headNumber, range, factsMax = FACTS_PER_POST_MAX }: Cut): BlocksRequest[] {
  const pieces: (readonly ReadRange["blocks"][number][])[] = [];
  let piece: ReadRange["blocks"][number][] = [];
  let facts = 0;
  for (const block of range.blocks) {
    if (facts > 0 && facts + block.facts.length > factsMax) {
      pieces.push(piece);
      piece = [];
      facts = 0;
    }
    piece.push(block);
    facts += block.facts.length;
  }
  pieces.push(piece);
  let from = after;
  return pieces.map((blocks, index) => {
    const last = blocks.at(-1);
    const { number, hash, atSeconds } = index === pieces.length - 1 || last === undefined ? range.to : last;
    const batch = { network, after: from, to: { number, hash, atSeconds }, headNumber, blocks: [...blocks] };
    from = { number, hash };
    return batch;
  });
}
