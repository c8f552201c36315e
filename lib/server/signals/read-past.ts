// The past of a rule, a chunk at a time: no statement is long and no connection is held while rules are judged.
import "server-only";
import type { Database } from "@/lib/server/postgres/database";
import { type FedSwap, SWAP_COLUMNS, type SwapRow, swapOfRow } from "@/lib/server/signal-store/swap-row";

const CHUNK = 5_000;

/** Which swaps: of a pair (null: any), of these wallets (null: anybody's), from a time on. */
export interface Past {
  readonly pairId: number | null;
  readonly wallets: readonly string[] | null;
  readonly fromSeconds: number;
}

/** The next swaps after `afterSeq` in the order of the feed, at most five thousand; an empty list at the end. */
export async function readPast(database: Database, { pairId, wallets, fromSeconds }: Past, afterSeq: bigint): Promise<readonly FedSwap[]> {
  const rows = await database.asService((tx) =>
    tx.query<SwapRow>(
      `SELECT ${SWAP_COLUMNS} FROM holdfast.swaps s
        WHERE s.seq > $4 AND s.at >= to_timestamp($3) AND ($1::int IS NULL OR s.pair_id = $1) AND ($2::text[] IS NULL OR s.wallet = ANY ($2))
        ORDER BY s.seq LIMIT ${CHUNK.toString()}`,
      [pairId, wallets, fromSeconds, afterSeq],
    ),
  );
  return rows.map(swapOfRow);
}
