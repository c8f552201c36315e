// The feed's one statement of a page, apart from who asks it: the bench asks the very same.
import "server-only";
import type { TradeFilters } from "@/lib/contracts/trade-filters";
import { TRADE_COLUMNS, TRADE_JOINS } from "./trade-row";
import { tradeSource, type SeqRange } from "./trade-source";

/** At most `limit` trades of `range` as TradeRow, newest first. With `isFollowed` it needs the trader's transaction. */
export function tradesStatement(
  filters: TradeFilters,
  range: SeqRange,
  limit: number,
): { readonly sql: string; readonly params: readonly unknown[] } {
  const { from, params } = tradeSource(filters, range, "DESC", limit);
  return { sql: `SELECT ${TRADE_COLUMNS} FROM ${from} ${TRADE_JOINS} ORDER BY s.seq DESC`, params };
}
