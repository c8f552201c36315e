// Where the chain and the index still agree, once it is known that they no longer do at the cursor.
import type { CursorDto, PlaceDto } from "@/lib/contracts/ingest";
import type { ChainReader } from "./chain-reader";
import type { IngestClient } from "./ingest-client";

/** How many kept blocks are looked up at once. */
const AT_ONCE = 16;

/**
 * The newest kept block that is still part of the chain; null when none is. Between two kept blocks nothing happened, so going back to one loses
 * nothing that a deeper search could have saved. All are kept, so there is no reorganisation that is too deep.
 */
export async function findFork(chain: ChainReader, ingest: IngestClient, { network, block }: CursorDto): Promise<PlaceDto | null> {
  let before = block?.number;
  for (;;) {
    const { kept } = await ingest.cursor(network, before);
    for (let at = 0; at < kept.length; at += AT_ONCE) {
      const some = kept.slice(at, at + AT_ONCE);
      const found = await Promise.all(some.map(({ number }) => chain.findBlock(number)));
      const agreed = some.find(({ hash }, index) => found[index]?.hash === hash);
      if (agreed !== undefined) return agreed;
    }
    const oldest = kept.at(-1);
    if (oldest === undefined) return null;
    before = oldest.number;
  }
}
