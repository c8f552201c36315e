// Events of the feed in their order. Trades and retractions are read by one statement, hence of one instant: read one after the other, a number
// between two of them could be passed over for good.
import "server-only";
import { ALL_TRADES, type TradeFilters } from "@/lib/contracts/trade-filters";
import type { Transaction } from "@/lib/server/postgres/database";
import { feedEvent, type FeedEvent, type FeedRow } from "./feed-event";
import { SWAP_COLUMNS, SWAP_JOINS } from "@/lib/server/market/swap-row";
import { conditionsOf, type SeqRange, tradeSource } from "./trade-source";

const NO_TRADE = `NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`;

/** The first `limit` events of the range that the filters want, in order. `isFollowed` needs the trader's transaction. */
export async function readEvents(
  tx: Transaction,
  range: SeqRange,
  limit: number,
  filters: TradeFilters = ALL_TRADES,
): Promise<FeedEvent[]> {
  const { from, params: given } = tradeSource(filters, range, "ASC", limit);
  const params = [...given];
  const { conditions } = conditionsOf(filters, range, "r", params);
  if (filters.isFollowed) conditions.push("r.wallet IN (SELECT wallet FROM holdfast.follows WHERE trader = holdfast.current_sub())");
  const rows = await tx.query<FeedRow>(
    `SELECT * FROM (
       (SELECT ${SWAP_COLUMNS}, NULL::bigint AS swap_seq FROM ${from} ${SWAP_JOINS})
       UNION ALL
       (SELECT r.seq, r.network, r.pair_id, r.wallet, ${NO_TRADE}, r.swap_seq FROM holdfast.swap_retractions r
         WHERE ${["true", ...conditions].join(" AND ")} ORDER BY r.seq LIMIT $1::int)
     ) events ORDER BY seq LIMIT $1::int`,
    params,
  );
  return rows.map(feedEvent);
}

/** The wallets that the transaction's trader follows. */
export async function readFollowed(tx: Transaction): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ wallet: string }>("SELECT wallet FROM holdfast.follows WHERE trader = holdfast.current_sub()");
  return new Set(rows.map(({ wallet }) => wallet));
}
