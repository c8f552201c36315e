// A row of wallet_stats as the database gives it, and as it leaves.
import "server-only";
import type { WalletSort } from "@/lib/contracts/wallet-filters";
import type { WalletStatsDto } from "@/lib/contracts/wallets";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";

/** What leaderboard and wallet page read. */
export interface StatsRow {
  readonly wallet: string;
  readonly network: string;
  readonly realised_usd: string;
  readonly drawdown_usd: string;
  readonly win_rate_bps: number | null;
  readonly closes: number;
  readonly held_seconds_avg: bigint | null;
  readonly trades: number;
  readonly volume_usd: string;
  readonly fees_usd: string;
  readonly first_at: Date;
  readonly last_at: Date;
}

const usd = (units: string): string => formatAmount(BigInt(units), USD_DECIMALS);

/** The row for the browser: dollars as exact texts, times in UTC. */
export const statsDto = (row: StatsRow): WalletStatsDto => ({
  wallet: row.wallet,
  network: row.network,
  realisedUsd: usd(row.realised_usd),
  drawdownUsd: usd(row.drawdown_usd),
  winRateBps: row.win_rate_bps,
  closes: row.closes,
  heldSecondsAvg: row.held_seconds_avg === null ? null : Number(row.held_seconds_avg),
  trades: row.trades,
  volumeUsd: usd(row.volume_usd),
  feesUsd: usd(row.fees_usd),
  firstAt: row.first_at.toISOString(),
  lastAt: row.last_at.toISOString(),
});

const SORTED_BY: Readonly<Record<WalletSort, (row: StatsRow) => bigint | null>> = {
  profit: (row) => BigInt(row.realised_usd),
  win_rate: (row) => (row.win_rate_bps === null ? null : BigInt(row.win_rate_bps)),
  drawdown: (row) => BigInt(row.drawdown_usd),
  holding: (row) => row.held_seconds_avg,
  activity: (row) => BigInt(row.last_at.getTime() / 1_000),
  trades: (row) => BigInt(row.trades),
  volume: (row) => BigInt(row.volume_usd),
};

/** The figure by which the row stands where it does; null when the wallet has none. */
export const sortedBy = (sort: WalletSort, row: StatsRow): bigint | null => SORTED_BY[sort](row);
