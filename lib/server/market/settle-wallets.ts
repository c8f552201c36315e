// New trades move the lots, closes and figures of their wallets.
import "server-only";
import { NO_CLOSES, type TradeStats, addClose, addTrade } from "@/lib/market/wallet-stats";
import type { Transaction } from "@/lib/server/postgres/database";
import { type IndexClose, type WalletTrade, playWallets } from "./play-wallets";
import { findOvertaken, sumCloses, writeCloses } from "./wallet-closes";
import { ALL_NETWORKS, type WalletFigures, loadFigures, writeFigures } from "./wallet-figures";
import { loadLots, writeLots } from "./wallet-lots";

/** Applies `trades` of one network, in order and all later than what stands, to the wallets that made them. */
export async function settleWallets(tx: Transaction, network: string, trades: readonly WalletTrade[]): Promise<void> {
  if (trades.length === 0) return;
  const before = await loadLots(tx, network, trades);
  const after = new Map(before);
  const closes = playWallets(after, trades);
  await writeLots(tx, network, before, after);

  const overtaken = await findOvertaken(tx, network, closes);
  await writeCloses(tx, network, closes);
  const wallets = [...new Set(trades.map(({ wallet }) => wallet))];
  const here = carryOn(network, await loadFigures(tx, network, wallets), trades, closes);
  const inOrder = closes.filter(({ wallet }) => !overtaken.has(wallet));
  const everywhere = carryOn(ALL_NETWORKS, await loadFigures(tx, ALL_NETWORKS, wallets), trades, inOrder);
  const anew = await sumCloses(tx, null, [...overtaken]);
  const sums = everywhere.map((row) => ({ ...row, closes: anew.get(row.wallet) ?? row.closes }));
  await writeFigures(tx, [...here, ...sums]);
}

function carryOn(
  network: string,
  stood: ReadonlyMap<string, WalletFigures>,
  trades: readonly WalletTrade[],
  closes: readonly IndexClose[],
): WalletFigures[] {
  const tradeStats = new Map<string, TradeStats>();
  for (const { wallet, usdValue, atSeconds } of trades) {
    tradeStats.set(wallet, addTrade(tradeStats.get(wallet) ?? stood.get(wallet)?.trades ?? null, usdValue, atSeconds));
  }
  const closeStats = new Map([...stood].map(([wallet, figures]) => [wallet, figures.closes]));
  for (const close of closes) closeStats.set(close.wallet, addClose(closeStats.get(close.wallet) ?? NO_CLOSES, close));
  return [...tradeStats].map(([wallet, figures]) => ({
    network,
    wallet,
    trades: figures,
    closes: closeStats.get(wallet) ?? NO_CLOSES,
  }));
}
