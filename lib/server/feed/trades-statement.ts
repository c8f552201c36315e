// The feed's one statement of a page, apart from who asks it: the bench asks the very same.
import "server-only";
import type { TradeFilters } from "@/lib/contracts/trade-filters";
import { SWAP_COLUMNS, SWAP_JOINS } from "@/lib/server/market/swap-row";
import { tradeSource, type SeqRange } from "./trade-source";

/** At most `limit` trades of `range` as SwapRow, newest first. With `isFollowed` it needs the trader's transaction. */
export function tradesStatement(
  filters: TradeFilters,
  range: SeqRange,
  limit: number,
): { readonly sql: string; readonly params: readonly unknown[] } {
  const { from, params } = tradeSource(filters, range, "DESC", limit);
  return { sql: `SELECT ${SWAP_COLUMNS} FROM ${from} ${SWAP_JOINS} ORDER BY s.seq DESC`, params };
}
