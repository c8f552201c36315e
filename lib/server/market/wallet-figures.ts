// The leaderboard's rows between memory and table.
import "server-only";
import { type CloseStats, type TradeStats, feesUsd, heldSecondsAverage, winRateBps } from "@/lib/market/wallet-stats";
import type { Transaction } from "@/lib/server/postgres/database";

/** The row that sums over all networks. */
export const ALL_NETWORKS = "all";

/** One wallet's figures on one network, or over all. */
export interface WalletFigures {
  readonly network: string;
  readonly wallet: string;
  readonly closes: CloseStats;
  readonly trades: TradeStats;
}

interface StatsRow {
  readonly network: string;
  readonly wallet: string;
  readonly realised_usd: string;
  readonly drawdown_usd: string;
  readonly peak_usd: string;
  readonly closes: number;
  readonly wins: number;
  readonly held_seconds_sum: bigint;
  readonly trades: number;
  readonly volume_usd: string;
  readonly first_at: bigint;
  readonly last_at: bigint;
}

/** Reads what stands for `wallets` on `network`, which may be ALL_NETWORKS. */
export async function loadFigures(tx: Transaction, network: string, wallets: readonly string[]): Promise<Map<string, WalletFigures>> {
  const rows = await tx.query<StatsRow>(
    `SELECT network, wallet, realised_usd, drawdown_usd, peak_usd, closes, wins, held_seconds_sum, trades, volume_usd,
            extract(epoch FROM first_at)::bigint AS first_at, extract(epoch FROM last_at)::bigint AS last_at
       FROM holdfast.wallet_stats WHERE network = $1 AND wallet = ANY ($2::text[])`,
    [network, wallets],
  );
  return new Map(rows.map((row) => [row.wallet, figuresOf(row)]));
}

const figuresOf = (row: StatsRow): WalletFigures => ({
  network: row.network,
  wallet: row.wallet,
  closes: {
    realisedUsd: BigInt(row.realised_usd),
    peakUsd: BigInt(row.peak_usd),
    drawdownUsd: BigInt(row.drawdown_usd),
    closes: row.closes,
    wins: row.wins,
    heldSecondsSum: Number(row.held_seconds_sum),
  },
  trades: {
    trades: row.trades,
    volumeUsd: BigInt(row.volume_usd),
    firstAtSeconds: Number(row.first_at),
    lastAtSeconds: Number(row.last_at),
  },
});

/** Writes rows whole, in place of what stood. */
export async function writeFigures(tx: Transaction, rows: readonly WalletFigures[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.wallet_stats (network, wallet, realised_usd, drawdown_usd, peak_usd, closes, wins, win_rate_bps, held_seconds_sum,
                                        held_seconds_avg, trades, volume_usd, fees_usd, first_at, last_at)
     SELECT network, wallet, realised_usd, drawdown_usd, peak_usd, closes, wins, win_rate_bps, held_seconds_sum, held_seconds_avg, trades,
            volume_usd, fees_usd, to_timestamp(first_at), to_timestamp(last_at)
       FROM unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[], $5::numeric[], $6::int[], $7::int[], $8::int[], $9::bigint[],
                   $10::bigint[], $11::int[], $12::numeric[], $13::numeric[], $14::bigint[], $15::bigint[])
         AS t (network, wallet, realised_usd, drawdown_usd, peak_usd, closes, wins, win_rate_bps, held_seconds_sum, held_seconds_avg, trades,
               volume_usd, fees_usd, first_at, last_at)
     ON CONFLICT (network, wallet) DO UPDATE SET
       realised_usd = excluded.realised_usd, drawdown_usd = excluded.drawdown_usd, peak_usd = excluded.peak_usd, closes = excluded.closes,
       wins = excluded.wins, win_rate_bps = excluded.win_rate_bps, held_seconds_sum = excluded.held_seconds_sum,
       held_seconds_avg = excluded.held_seconds_avg, trades = excluded.trades, volume_usd = excluded.volume_usd,
       fees_usd = excluded.fees_usd, first_at = excluded.first_at, last_at = excluded.last_at`,
    [
      rows.map(({ network }) => network),
      rows.map(({ wallet }) => wallet),
      rows.map(({ closes }) => closes.realisedUsd),
      rows.map(({ closes }) => closes.drawdownUsd),
      rows.map(({ closes }) => closes.peakUsd),
      rows.map(({ closes }) => closes.closes),
      rows.map(({ closes }) => closes.wins),
      rows.map(({ closes }) => winRateBps(closes)),
      rows.map(({ closes }) => closes.heldSecondsSum),
      rows.map(({ closes }) => heldSecondsAverage(closes)),
      rows.map(({ trades }) => trades.trades),
      rows.map(({ trades }) => trades.volumeUsd),
      rows.map(({ trades }) => feesUsd(trades)),
      rows.map(({ trades }) => trades.firstAtSeconds),
      rows.map(({ trades }) => trades.lastAtSeconds),
    ],
  );
}
