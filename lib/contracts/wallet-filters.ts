// The leaderboard's choices as they stand in an address: one reading for the page, the route and the chips, so that a reload shows the same.

/** What the leaderboard can be sorted by. Each has an index of its own. */
export const WALLET_SORTS = ["profit", "win_rate", "drawdown", "holding", "activity", "trades", "volume"] as const;

export type WalletSort = (typeof WALLET_SORTS)[number];

/** Offered for "at least so many trades" and "active within so many days". */
export const MIN_TRADES = [10, 50, 200] as const;
export const ACTIVE_DAYS = [1, 7, 30] as const;

/** The leaderboard's choices. */
export interface WalletFilters {
  readonly sort: WalletSort;
  /** A network's id, or `all` for the sum over networks. */
  readonly network: string;
  /** 0 for any. */
  readonly minTrades: number;
  /** Days; 0 for ever. */
  readonly activeDays: number;
  readonly followedOnly: boolean;
  /** The start of an address, or a part of the trader's own labels; empty for none. */
  readonly search: string;
}

export const NO_WALLET_FILTERS: WalletFilters = {
  ...{ sort: "profit", network: "all", minTrades: 0, activeDays: 0, followedOnly: false, search: "" },
};

const NETWORK = /^[a-z0-9-]{1,40}$/;
const SEARCH_LENGTH_MAX = 60;

/** Reads the choices of an address. What cannot be a choice counts as none, so that an old link still opens a leaderboard. */
export function parseWalletFilters(query: URLSearchParams): WalletFilters {
  const sort = query.get("sort");
  const network = query.get("network") ?? "";
  const among = (name: string, offered: readonly number[]): number => offered.find((one) => String(one) === query.get(name)) ?? 0;
  return {
    sort: WALLET_SORTS.find((one) => one === sort) ?? NO_WALLET_FILTERS.sort,
    network: NETWORK.test(network) ? network : NO_WALLET_FILTERS.network,
    minTrades: among("trades", MIN_TRADES),
    activeDays: among("active", ACTIVE_DAYS),
    followedOnly: query.get("followed") === "yes",
    search: (query.get("q") ?? "")
      .replace(/\p{Cc}/gu, "")
      .trim()
      .slice(0, SEARCH_LENGTH_MAX),
  };
}

/** Writes the choices for an address, leaving out what is as it is without them; parseWalletFilters reads the same again. */
export function writeWalletFilters(filters: WalletFilters): string {
  const query = new URLSearchParams();
  if (filters.sort !== NO_WALLET_FILTERS.sort) query.set("sort", filters.sort);
  if (filters.network !== NO_WALLET_FILTERS.network) query.set("network", filters.network);
  if (filters.minTrades > 0) query.set("trades", String(filters.minTrades));
  if (filters.activeDays > 0) query.set("active", String(filters.activeDays));
  if (filters.followedOnly) query.set("followed", "yes");
  if (filters.search !== "") query.set("q", filters.search);
  return query.toString();
}
