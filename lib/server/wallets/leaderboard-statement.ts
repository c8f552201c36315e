// The leaderboard's one statement. Each order has an index of migration 0070, and a page is read from it by key: its cost is the page's
// length, however many wallets there are.
import "server-only";
import type { WalletSort } from "@/lib/contracts/wallet-filters";
import type { WalletPlace } from "./wallet-cursor";

/** What narrows the list, as the statement takes it. */
export interface LeaderboardAsked {
  readonly sort: WalletSort;
  readonly network: string;
  readonly minTrades: number;
  /** Last trade at or after it; null for any. */
  readonly activeSinceSeconds: number | null;
  /** Only these wallets; null for all. */
  readonly among: readonly string[] | null;
  /** Start of an address in lower case; null for any. */
  readonly prefix: string | null;
  readonly after: WalletPlace | null;
  readonly limit: number;
}

interface Order {
  readonly column: string;
  readonly direction: "ASC" | "DESC";
  readonly canBeNull: boolean;
  /** The cursor's figure as the column's type. */
  readonly value: (param: string) => string;
}

const asIs = (type: string) => (param: string) => `${param}::${type}`;

const ORDERS: Readonly<Record<WalletSort, Order>> = {
  profit: { column: "realised_usd", direction: "DESC", canBeNull: false, value: asIs("numeric") },
  win_rate: { column: "win_rate_bps", direction: "DESC", canBeNull: true, value: asIs("integer") },
  drawdown: { column: "drawdown_usd", direction: "ASC", canBeNull: false, value: asIs("numeric") },
  holding: { column: "held_seconds_avg", direction: "DESC", canBeNull: true, value: asIs("bigint") },
  activity: { column: "last_at", direction: "DESC", canBeNull: false, value: (param) => `to_timestamp(${param}::bigint)` },
  trades: { column: "trades", direction: "DESC", canBeNull: false, value: asIs("integer") },
  volume: { column: "volume_usd", direction: "DESC", canBeNull: false, value: asIs("numeric") },
};

const COLUMNS = `wallet, network, realised_usd, drawdown_usd, win_rate_bps, closes, held_seconds_avg, trades, volume_usd, fees_usd, first_at, last_at`;

/**
 * The statement and its parameters. Rows come in a total order: by the figure, wallets without one last, equal ones by address. After a place
 * the rest is asked for in parts (equal figures, lesser ones, none), because one condition over both columns would read past all equal ones.
 */
export function leaderboardStatement(asked: LeaderboardAsked): { readonly sql: string; readonly params: readonly unknown[] } {
  const params: unknown[] = [];
  const given = (value: unknown): string => `$${params.push(value)}`;
  const order = ORDERS[asked.sort];
  const narrowed = conditions(asked, given);
  const limit = given(asked.limit);
  const orderBy = `ORDER BY ${order.column} ${order.direction}${order.canBeNull ? " NULLS LAST" : ""}, wallet`;
  const page = (...more: readonly string[]) =>
    `SELECT ${COLUMNS} FROM holdfast.wallet_stats WHERE ${[...narrowed, ...more].join(" AND ")} ${orderBy} LIMIT ${limit}`;
  const parts = asked.after === null ? [[]] : rest(order, asked.after, given);
  const [only, ...others] = parts.map((more) => page(...more));
  if (others.length === 0) return { sql: only ?? "", params };
  return {
    sql: `SELECT * FROM (${[only, ...others].map((part) => `(${part ?? ""})`).join(" UNION ALL ")}) pages ${orderBy} LIMIT ${limit}`,
    params,
  };
}

function conditions(asked: LeaderboardAsked, given: (value: unknown) => string): readonly string[] {
  const all = [`network = ${given(asked.network)}`];
  if (asked.minTrades > 0) all.push(`trades >= ${given(asked.minTrades)}`);
  if (asked.activeSinceSeconds !== null) all.push(`last_at >= to_timestamp(${given(asked.activeSinceSeconds)})`);
  if (asked.among !== null) all.push(`wallet = ANY(${given(asked.among)}::text[])`);
  if (asked.prefix !== null) {
    const prefix = given(asked.prefix);
    // Addresses are written in 0-9 and a-f, so whatever starts with the prefix sorts before the prefix with a g.
    all.push(`wallet >= ${prefix}::text`, `wallet < ${prefix}::text || 'g'`);
  }
  return all;
}

function rest({ column, direction, canBeNull, value }: Order, place: WalletPlace, given: (value: unknown) => string): readonly string[][] {
  const wallet = `wallet > ${given(place.wallet)}`;
  if (place.value === null) return [[`${column} IS NULL`, wallet]];
  const figure = value(given(place.value.toString()));
  const lesser = [`${column} ${direction === "DESC" ? "<" : ">"} ${figure}`];
  return [[`${column} = ${figure}`, wallet], lesser, ...(canBeNull ? [[`${column} IS NULL`]] : [])];
}
