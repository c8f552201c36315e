// The ingest in memory, as strict as the real one about where a batch begins, and breakable at any call.
import type { CursorDto, PlaceDto } from "@/lib/contracts/ingest";
import { accept, refuse } from "@/lib/ground/result";
import type { IngestClient } from "@/worker/index/ingest-client";

export interface FakeIngest extends IngestClient {
  readonly kept: PlaceDto[];
  readonly posted: [from: number, to: number][];
  block: CursorDto["block"];
  headNumber: number | null;
  /** Called before and after each write; throwing there is an outage before or after it counted. */
  around: (moment: "before" | "after") => void;
}

const isAt = (left: PlaceDto | null, right: PlaceDto | null): boolean => left?.number === right?.number && left?.hash === right?.hash;

/** Makes an empty index of one network. */
export function createFakeIngest(): FakeIngest {
  const stands = (kept: readonly PlaceDto[] = []): CursorDto => ({
    network: "testnet",
    block: ingest.block,
    headNumber: ingest.headNumber,
    kept,
  });
  const ingest: FakeIngest = {
    ...{ kept: [], posted: [], block: null, headNumber: null, around: () => undefined },
    register: async ({ pairs }) => ({ pairs: pairs.map(({ address }, index) => ({ address, id: index + 1 })) }),
    cursor: async (_network, before) =>
      stands(
        [...ingest.kept]
          .reverse()
          .filter(({ number }) => before === undefined || number < before)
          .slice(0, 4),
      ),
    post: async ({ after, to, blocks, headNumber }) => {
      ingest.around("before");
      if (!isAt(ingest.block, after)) return refuse(stands());
      ingest.kept.push(...blocks.map(({ number, hash }) => ({ number, hash })));
      ingest.posted.push([after?.number ?? -1, to.number]);
      Object.assign(ingest, { block: to, headNumber });
      ingest.around("after");
      return accept(stands());
    },
    rewind: async ({ from, to }) => {
      if (!isAt(ingest.block, from)) return refuse(stands());
      while (ingest.kept.length > 0 && (ingest.kept.at(-1)?.number ?? 0) > (to?.number ?? -1)) ingest.kept.pop();
      ingest.block = to === null ? null : { ...to, atSeconds: 0 };
      return accept(stands());
    },
  };
  return ingest;
}
