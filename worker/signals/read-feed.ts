// The feed as it was committed: swaps that came and swaps that went, in one order.
import type { Transaction } from "@/lib/server/postgres/database";
import { type FedSwap, SWAP_COLUMNS, type SwapRow, swapOfRow } from "@/lib/server/signal-store/swap-row";

/** The chain took back the swap at `swapSeq`. */
export interface Retraction {
  readonly seq: bigint;
  readonly swapSeq: bigint;
  readonly pairId: number;
}

export type FeedItem = ({ readonly kind: "swap" } & FedSwap) | ({ readonly kind: "retraction" } & Retraction);

/**
 * The next `limit` items after `afterSeq`. One statement, hence one moment: read apart, a retraction that commits in between would carry the cursor
 * past swaps that nobody has seen.
 */
export async function readFeed(tx: Transaction, afterSeq: bigint, limit: number): Promise<readonly FeedItem[]> {
  const rows = await tx.query<SwapRow & { readonly swapSeq: bigint | null }>(
    `(SELECT ${SWAP_COLUMNS}, NULL::int8 AS "swapSeq" FROM holdfast.swaps s WHERE s.seq > $1 ORDER BY s.seq LIMIT $2)
      UNION ALL
     (SELECT r.seq, r.network, r.pair_id, '', 0::int8, r.wallet, false, '0', NULL, r.swap_seq
        FROM holdfast.swap_retractions r WHERE r.seq > $1 ORDER BY r.seq LIMIT $2)
      ORDER BY seq LIMIT $2`,
    [afterSeq, limit],
  );
  return rows.map((row) =>
    row.swapSeq === null
      ? { kind: "swap", ...swapOfRow(row) }
      : { kind: "retraction", seq: row.seq, swapSeq: row.swapSeq, pairId: row.pairId },
  );
}

/** The newest place of the feed; 0 when nothing was ever fed. */
export async function newestSeq(tx: Transaction): Promise<bigint> {
  const [row] = await tx.query<{ seq: bigint }>(
    `SELECT greatest((SELECT max(seq) FROM holdfast.swaps), (SELECT max(seq) FROM holdfast.swap_retractions), 0) AS seq`,
  );
  return row?.seq ?? 0n;
}
