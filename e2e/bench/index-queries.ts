// The questions whose cost must not grow with the index. Whoever changes such a question in the product changes it here too.
import { CANDLES_SQL } from "@/lib/server/market/read-candles";

/** What a database of the bench offers to ask about. */
export interface IndexSample {
  readonly networks: readonly string[];
  readonly pairIds: readonly number[];
  readonly wallets: readonly string[];
  readonly untilSeconds: number;
}

/** One question: a statement, and parameters drawn anew for each call. */
export interface IndexQuery {
  readonly name: string;
  readonly sql: string;
  readonly params: (sample: IndexSample, below: (limit: number) => number) => readonly unknown[];
}

const COLUMNS = "seq, network, pair_id, tx_hash, at, wallet, is_buy, base_amount, quote_amount, price_e18, usd_value";
const PAGE = 50;
const CANDLES = 200;
const FOLLOWED = 20;

const feed = (where: string): string => `SELECT ${COLUMNS} FROM holdfast.swaps WHERE ${where} ORDER BY seq DESC LIMIT ${String(PAGE)}`;
const pick = <T>(from: readonly T[], below: (limit: number) => number): T | undefined => from[below(from.length)];
const board = (order: string): string =>
  `SELECT * FROM holdfast.wallet_stats WHERE network = $1 ORDER BY ${order}, wallet LIMIT ${String(PAGE)}`;

/** Every question of the bench. */
export const INDEX_QUERIES: readonly IndexQuery[] = [
  { name: "leaderboard by profit, all networks", sql: board("realised_usd DESC"), params: () => ["all"] },
  {
    name: "leaderboard by win rate, one network",
    sql: board("win_rate_bps DESC NULLS LAST"),
    params: ({ networks }, below) => [pick(networks, below)],
  },
  { name: "leaderboard by volume, all networks", sql: board("volume_usd DESC"), params: () => ["all"] },
  {
    // A page further down, found by the key of the last row before it: its equals first, then whoever made less. Two halves, because one
    // condition over both columns would read all equals from the start.
    name: "leaderboard by profit, a later page",
    sql: `SELECT * FROM (
            (SELECT * FROM holdfast.wallet_stats WHERE network = $1 AND realised_usd = $2 AND wallet > $3 ORDER BY wallet LIMIT ${String(PAGE)})
            UNION ALL
            (SELECT * FROM holdfast.wallet_stats WHERE network = $1 AND realised_usd < $2 ORDER BY realised_usd DESC, wallet LIMIT ${String(PAGE)})) p
           ORDER BY realised_usd DESC, wallet LIMIT ${String(PAGE)}`,
    params: ({ wallets }, below) => ["all", 0, pick(wallets, below)],
  },
  { name: "feed, newest", sql: feed("true"), params: () => [] },
  { name: "feed of one network", sql: feed("network = $1"), params: ({ networks }, below) => [pick(networks, below)] },
  { name: "feed of one pair", sql: feed("pair_id = $1"), params: ({ pairIds }, below) => [pick(pairIds, below)] },
  { name: "feed from 10,000 dollars", sql: feed("usd_value >= 1000000000000"), params: () => [] },
  {
    // Each followed wallet by its own index and from the index alone; only the rows of the page are fetched.
    name: "feed of 20 followed wallets",
    sql: `SELECT ${COLUMNS} FROM holdfast.swaps WHERE seq IN (
            SELECT s.seq FROM unnest($1::text[]) AS f (wallet)
             CROSS JOIN LATERAL (SELECT seq FROM holdfast.swaps WHERE wallet = f.wallet ORDER BY seq DESC LIMIT ${String(PAGE)}) s
             ORDER BY s.seq DESC LIMIT ${String(PAGE)})
           ORDER BY seq DESC`,
    params: ({ wallets }, below) => [Array.from({ length: FOLLOWED }, () => pick(wallets, below))],
  },
  {
    name: "200 candles of an hour",
    sql: CANDLES_SQL,
    params: ({ pairIds, untilSeconds }, below) => [pick(pairIds, below), 3_600, 0, untilSeconds, CANDLES],
  },
];
