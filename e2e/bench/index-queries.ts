// The questions whose cost must not grow with the index, in the product's own statements.
import { ALL_TRADES, type TradeFilters } from "@/lib/contracts/trade-filters";
import type { WalletSort } from "@/lib/contracts/wallet-filters";
import { tradesStatement } from "@/lib/server/feed/trades-statement";
import { CANDLES_SQL } from "@/lib/server/market/read-candles";
import { leaderboardStatement } from "@/lib/server/wallets/leaderboard-statement";
import type { WalletPlace } from "@/lib/server/wallets/wallet-cursor";

/** What a database of the bench offers to ask about. */
export interface IndexSample {
  readonly networks: readonly string[];
  readonly pairIds: readonly number[];
  readonly wallets: readonly string[];
  readonly untilSeconds: number;
}

interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** One question, with what it asks for drawn anew for each call. It is asked by the trader who follows FOLLOWED wallets. */
export interface IndexQuery {
  readonly name: string;
  readonly draw: (sample: IndexSample, below: (limit: number) => number) => Statement;
}

/** How many wallets the asking trader follows. */
export const FOLLOWED = 20;
const PAGE = 50;
const CANDLES = 200;
/** Above every place in the feed. */
const NEWEST = { until: 10n ** 15n };

const pick = <T>(from: readonly T[], below: (limit: number) => number): T => {
  const one = from[below(from.length)];
  if (one === undefined) throw new Error("There is nothing to draw from.");
  return one;
};
const board = (sort: WalletSort, network: string, after: WalletPlace | null = null): Statement =>
  leaderboardStatement({ sort, network, after, minTrades: 0, activeSinceSeconds: null, among: null, prefix: null, limit: PAGE + 1 });
const feed = (filters: Partial<TradeFilters>): Statement => tradesStatement({ ...ALL_TRADES, ...filters }, NEWEST, PAGE + 1);

/** Every question of the bench. */
export const INDEX_QUERIES: readonly IndexQuery[] = [
  { name: "leaderboard by profit, all networks", draw: () => board("profit", "all") },
  { name: "leaderboard by win rate, one network", draw: ({ networks }, below) => board("win_rate", pick(networks, below)) },
  { name: "leaderboard by drawdown, all networks", draw: () => board("drawdown", "all") },
  { name: "leaderboard by holding time, all networks", draw: () => board("holding", "all") },
  { name: "leaderboard by activity, all networks", draw: () => board("activity", "all") },
  { name: "leaderboard by volume, all networks", draw: () => board("volume", "all") },
  {
    name: "leaderboard by profit, a later page",
    draw: ({ wallets }, below) => board("profit", "all", { sort: "profit", value: 0n, wallet: pick(wallets, below) }),
  },
  { name: "feed, newest", draw: () => feed({}) },
  { name: "feed of one network", draw: ({ networks }, below) => feed({ network: pick(networks, below) }) },
  { name: "feed of one pair", draw: ({ pairIds }, below) => feed({ pairId: pick(pairIds, below) }) },
  { name: "feed of one wallet", draw: ({ wallets }, below) => feed({ wallet: pick(wallets, below) }) },
  { name: "feed from 10,000 dollars", draw: () => feed({ sizeUsdMin: 10_000 }) },
  { name: `feed of ${String(FOLLOWED)} followed wallets`, draw: () => feed({ isFollowed: true }) },
  {
    name: "200 candles of an hour",
    draw: ({ pairIds, untilSeconds }, below) => ({ sql: CANDLES_SQL, params: [pick(pairIds, below), 3_600, 0, untilSeconds, CANDLES] }),
  },
];
