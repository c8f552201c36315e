// Wallets after swaps went: their lots are played anew from what stays, their figures summed anew.
import "server-only";
import { NO_CLOSES } from "@/lib/market/wallet-stats";
import type { Transaction } from "@/lib/server/postgres/database";
import { type LotBook, type WalletTrade, playWallets } from "./play-wallets";
import { sumCloses } from "./wallet-closes";
import { ALL_NETWORKS, type WalletFigures, writeFigures } from "./wallet-figures";
import { writeLots } from "./wallet-lots";

interface PlayedRow {
  readonly block_number: bigint;
  readonly log_index: number;
  readonly at: bigint;
  readonly wallet: string;
  readonly usd_value: string | null;
  readonly paid: string;
  readonly is_paid_anchor: boolean;
  readonly paid_units: string;
  readonly received: string;
  readonly is_received_anchor: boolean;
  readonly received_units: string;
}

// A buyer of the base paid the quote; token0 is the base where the pair says so.
const TRADES = `
  SELECT s.block_number, s.log_index, extract(epoch FROM s.at)::bigint AS at, s.wallet, s.usd_value,
         p.address AS paid, p.is_usd_anchor AS is_paid_anchor, CASE WHEN s.is_buy THEN s.quote_amount ELSE s.base_amount END AS paid_units,
         r.address AS received, r.is_usd_anchor AS is_received_anchor,
         CASE WHEN s.is_buy THEN s.base_amount ELSE s.quote_amount END AS received_units
    FROM holdfast.swaps s
    JOIN holdfast.market_pairs m ON m.id = s.pair_id
    JOIN holdfast.market_tokens p ON p.network = m.network AND p.address = CASE WHEN s.is_buy = m.is_token0_base THEN m.token1 ELSE m.token0 END
    JOIN holdfast.market_tokens r ON r.network = m.network AND r.address = CASE WHEN s.is_buy = m.is_token0_base THEN m.token0 ELSE m.token1 END
   WHERE s.network = $1 AND s.wallet = ANY ($2::text[])
   ORDER BY s.block_number, s.log_index`;

/** Recomputes lots on `network`, and figures there and over all networks, of `wallets`, whose swaps and closes that went are deleted already. */
export async function rebuildWallets(tx: Transaction, network: string, wallets: readonly string[]): Promise<void> {
  if (wallets.length === 0) return;
  await tx.query("DELETE FROM holdfast.wallet_lots WHERE network = $1 AND wallet = ANY ($2::text[])", [network, wallets]);
  const book: LotBook = new Map();
  playWallets(book, (await tx.query<PlayedRow>(TRADES, [network, wallets])).map(tradeOf));
  await writeLots(tx, network, new Map(), book);
  await tx.query("DELETE FROM holdfast.wallet_stats WHERE network IN ($1, $2) AND wallet = ANY ($3::text[])", [
    network,
    ALL_NETWORKS,
    wallets,
  ]);
  await writeFigures(tx, [...(await sumFigures(tx, network, wallets)), ...(await sumFigures(tx, null, wallets))]);
}

interface SumRow {
  readonly wallet: string;
  readonly trades: number;
  readonly volume_usd: string;
  readonly first_at: bigint;
  readonly last_at: bigint;
}

async function sumFigures(tx: Transaction, network: string | null, wallets: readonly string[]): Promise<WalletFigures[]> {
  const closes = await sumCloses(tx, network, wallets);
  const rows = await tx.query<SumRow>(
    `SELECT wallet, count(*)::int AS trades, coalesce(sum(usd_value), 0) AS volume_usd, extract(epoch FROM min(at))::bigint AS first_at,
            extract(epoch FROM max(at))::bigint AS last_at
       FROM holdfast.swaps WHERE wallet = ANY ($1::text[]) AND ($2::text IS NULL OR network = $2) GROUP BY wallet`,
    [wallets, network],
  );
  return rows.map((row) => ({
    network: network ?? ALL_NETWORKS,
    wallet: row.wallet,
    closes: closes.get(row.wallet) ?? NO_CLOSES,
    trades: {
      trades: row.trades,
      volumeUsd: BigInt(row.volume_usd),
      firstAtSeconds: Number(row.first_at),
      lastAtSeconds: Number(row.last_at),
    },
  }));
}

const tradeOf = (row: PlayedRow): WalletTrade => ({
  blockNumber: row.block_number,
  logIndex: row.log_index,
  atSeconds: Number(row.at),
  wallet: row.wallet,
  usdValue: row.usd_value === null ? null : BigInt(row.usd_value),
  paid: { address: row.paid, isUsdAnchor: row.is_paid_anchor },
  paidUnits: BigInt(row.paid_units),
  received: { address: row.received, isUsdAnchor: row.is_received_anchor },
  receivedUnits: BigInt(row.received_units),
});
