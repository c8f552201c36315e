// Swaps for the feed, one at a time and with exactly what a filter asks of them, and the stream's text as a reader meets it.
import { createEventReader, type EventFrame } from "@/lib/contracts/event-frames";
import type { Database } from "@/lib/server/postgres/database";

/** What a test says of a swap. */
export interface FeedSwap {
  readonly pairId?: number;
  readonly network?: string;
  readonly wallet?: string;
  /** Whole US dollars; null for a swap without a dollar value. */
  readonly usd?: number | null;
}

export const FEED_WALLET = `0x${"a".repeat(40)}`;

/** Writes a swap as the next event and answers its place. The pairs are those of the market rows; 1 is on `base-local` or `ethereum-local`. */
export async function addSwap(app: Database, { pairId = 1, network, wallet = FEED_WALLET, usd = 50 }: FeedSwap = {}): Promise<bigint> {
  const [row] = await app.asService((tx) =>
    tx.query<{ seq: bigint }>(
      `INSERT INTO holdfast.swaps (network, block_number, log_index, seq, pair_id, tx_hash, at, wallet, is_buy, base_amount, quote_amount, price_e18,
                                   usd_value, reserve0, reserve1)
       SELECT coalesce($2, p.network), 1000000 + n, 0, n, p.id, '0x' || repeat('c', 64), to_timestamp(1800000000), $3, true, 1, 1, 1, $4::numeric * 1e8, 1, 1
         FROM holdfast.market_pairs p, nextval('holdfast.feed_seq') n WHERE p.id = $1 RETURNING seq`,
      [pairId, network ?? null, wallet, usd],
    ),
  );
  return row?.seq ?? 0n;
}

/** Takes a swap back as ingest does; answers the place of the retraction. */
export async function takeBack(app: Database, seq: bigint): Promise<bigint> {
  return app.asService(async (tx) => {
    const [row] = await tx.query<{ seq: bigint }>(
      `INSERT INTO holdfast.swap_retractions (seq, swap_seq, network, pair_id, wallet, retracted_at)
       SELECT nextval('holdfast.feed_seq'), seq, network, pair_id, wallet, now() FROM holdfast.swaps WHERE seq = $1 RETURNING seq`,
      [seq.toString()],
    );
    await tx.query("DELETE FROM holdfast.swaps WHERE seq = $1", [seq.toString()]);
    return row?.seq ?? 0n;
  });
}

/** A reader of a stream that keeps what has come. */
export interface HeardStream {
  readonly heard: readonly EventFrame[];
  /** `kind:place` of each event, in order. */
  places(): readonly string[];
  /** Settles once `done` holds or the stream has ended; throws after ten seconds. */
  until(done: (heard: readonly EventFrame[]) => boolean): Promise<void>;
  isOver(): boolean;
  leave(): Promise<void>;
}

/** Reads `stream` until it ends. */
export function hearStream(stream: ReadableStream<Uint8Array>): HeardStream {
  const heard: EventFrame[] = [];
  const read = createEventReader();
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let isOver = false;
  const run = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      heard.push(...read(decoder.decode(value, { stream: true })));
    }
  };
  void run()
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  return {
    heard,
    places: () => heard.map(({ event, id }) => `${event}:${id ?? ""}`),
    until: async (done) => {
      for (let waited = 0; !done(heard) && !isOver; waited += 10) {
        if (waited > 10_000) throw new Error(`Nothing more came after ${JSON.stringify(heard)}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    isOver: () => isOver,
    leave: () => reader.cancel(),
  };
}
