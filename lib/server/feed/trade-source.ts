// Which swaps a filter means, as SQL that an index serves: sizes are written out, because the partial indexes are found by the written figure.
import "server-only";
import type { TradeFilters, TradeSize } from "@/lib/contracts/trade-filters";

/** 8 decimals, as the predicates of the partial indexes have them. */
const SIZE_UNITS: Readonly<Record<TradeSize, string>> = { 1000: "100000000000", 10000: "1000000000000", 100000: "10000000000000" };

/** Which part of the order is wanted: `after` and `until` are exclusive and inclusive lower and upper ends, `before` an exclusive upper one. */
export interface SeqRange {
  readonly after?: bigint | undefined;
  readonly until?: bigint | undefined;
  readonly before?: bigint | undefined;
}

/** A statement's FROM with its parameters. */
export interface TradeSource {
  readonly from: string;
  readonly params: readonly unknown[];
}

/**
 * At most `limit` swaps as `s`, from the end of the range that `order` names. For followed wallets each wallet's own swaps are taken by its index, so
 * that the cost is the follows' and not the market's; that needs the trader's transaction.
 */
export function tradeSource(filters: TradeFilters, range: SeqRange, order: "DESC" | "ASC", limit: number): TradeSource {
  const params: unknown[] = [limit];
  const { conditions } = conditionsOf(filters, range, "s", params);
  if (filters.sizeUsdMin !== null) conditions.push(`s.usd_value >= ${SIZE_UNITS[filters.sizeUsdMin]}`);
  const swaps = (own: readonly string[]): string =>
    `SELECT * FROM holdfast.swaps s WHERE ${["true", ...own].join(" AND ")} ORDER BY s.seq ${order} LIMIT $1::int`;
  const from = filters.isFollowed
    ? `(SELECT s.* FROM holdfast.follows f CROSS JOIN LATERAL (${swaps([...conditions, "s.wallet = f.wallet"])}) s
         WHERE f.trader = holdfast.current_sub() ORDER BY s.seq ${order} LIMIT $1::int) s`
    : `(${swaps(conditions)}) s`;
  return { from, params };
}

/** The conditions that swaps and retractions share, over the alias `of`; a size is none of them, because of what was taken back none is known. */
export function conditionsOf(filters: TradeFilters, range: SeqRange, of: string, params: unknown[]): { readonly conditions: string[] } {
  const conditions: string[] = [];
  const add = (condition: string, value: unknown): void => {
    params.push(value);
    conditions.push(`${of}.${condition}$${params.length}`);
  };
  if (filters.network !== null) add("network = ", filters.network);
  if (filters.pairId !== null) add("pair_id = ", filters.pairId);
  if (filters.wallet !== null) add("wallet = ", filters.wallet);
  if (range.after !== undefined) add("seq > ", range.after.toString());
  if (range.until !== undefined) add("seq <= ", range.until.toString());
  if (range.before !== undefined) add("seq < ", range.before.toString());
  return { conditions };
}
