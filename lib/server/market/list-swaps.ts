// Swaps of one wallet or one pair, newest first, for tables that are read back into the past.
import "server-only";
import type { SwapListDto } from "@/lib/contracts/swap-list";
import { type Result, accept, refuse } from "@/lib/ground/result";
import type { Transaction } from "@/lib/server/postgres/database";
import { SWAP_COLUMNS, SWAP_JOINS, swapDto, type SwapRow } from "./swap-row";

/** Swaps on one page. */
export const SWAP_PAGE_SIZE = 50;

// Newest first by the order in which everybody learned of them; by the index of wallet or pair and seq, so a page costs its length.
const PAGE = (of: "s.wallet" | "s.pair_id", after: string): string => `
  SELECT ${SWAP_COLUMNS} FROM holdfast.swaps s ${SWAP_JOINS}
   WHERE ${of} = $1 ${after}
   ORDER BY s.seq DESC
   LIMIT $2`;
const SEQ = /^[1-9]\d{0,17}$/;

/** One page of the swaps of a wallet (in lower case) or a pair after `cursor` (null: the newest). Refuses `bad_cursor`. */
export async function listSwaps(
  tx: Transaction,
  of: { readonly wallet: string } | { readonly pairId: number },
  cursor: string | null,
): Promise<Result<SwapListDto, "bad_cursor">> {
  if (cursor !== null && !SEQ.test(cursor)) return refuse("bad_cursor");
  const [column, value] = "wallet" in of ? (["s.wallet", of.wallet] as const) : (["s.pair_id", of.pairId] as const);
  const rows = await tx.query<SwapRow>(PAGE(column, cursor === null ? "" : "AND s.seq < $3::bigint"), [
    ...[value, SWAP_PAGE_SIZE + 1],
    ...(cursor === null ? [] : [cursor]),
  ]);
  const page = rows.slice(0, SWAP_PAGE_SIZE);
  const last = rows.length > SWAP_PAGE_SIZE ? page.at(-1) : undefined;
  return accept({ rows: page.map(swapDto), nextCursor: last === undefined ? null : last.seq.toString() });
}
