// Trades are played over the lots of their wallets: what is paid is given up first in, first out, what is received becomes a lot.
import "server-only";
import { type Lot, disposeFifo } from "@/lib/market/fifo-lots";
import { shareOf } from "@/lib/market/share-of";
import type { WalletClose } from "@/lib/market/wallet-stats";

/** What a wallet's lots need of a swap; a side that is a USD anchor is money and no position. */
export interface WalletTrade {
  readonly blockNumber: bigint;
  readonly logIndex: number;
  readonly atSeconds: number;
  readonly wallet: string;
  readonly usdValue: bigint | null;
  readonly paid: { readonly address: string; readonly isUsdAnchor: boolean };
  readonly paidUnits: bigint;
  readonly received: { readonly address: string; readonly isUsdAnchor: boolean };
  readonly receivedUnits: bigint;
}

/** A lot of the index: which purchase it is the rest of. */
export interface IndexLot extends Lot {
  readonly blockNumber: bigint;
  readonly logIndex: number;
}

/** A close with where and of what it was. */
export interface IndexClose extends WalletClose {
  readonly wallet: string;
  readonly token: string;
  readonly blockNumber: bigint;
  readonly logIndex: number;
  readonly closedAtSeconds: number;
  readonly amount: bigint;
}

/** Lots by wallet and token, oldest first. */
export type LotBook = Map<string, readonly IndexLot[]>;

/** The key of a wallet's lots of one token. */
export const lotKey = (wallet: string, token: string): string => `${wallet} ${token}`;

/**
 * Plays `trades` in order over `book`, which it changes, and answers the closes. A swap without a dollar value still gives up lots, but is no
 * close, since nobody knows what it brought; and what it received is no lot, since nobody knows what it cost.
 */
export function playWallets(book: LotBook, trades: readonly WalletTrade[]): IndexClose[] {
  const closes: IndexClose[] = [];
  for (const trade of trades) {
    if (!trade.paid.isUsdAnchor) {
      const close = giveUp(book, trade);
      if (close !== null) closes.push(close);
    }
    if (!trade.received.isUsdAnchor && trade.usdValue !== null) {
      const key = lotKey(trade.wallet, trade.received.address);
      const { blockNumber, logIndex, atSeconds, receivedUnits, usdValue } = trade;
      const lot = { blockNumber, logIndex, openedAtSeconds: atSeconds, amountLeft: receivedUnits, costLeft: usdValue };
      book.set(key, [...(book.get(key) ?? []), lot]);
    }
  }
  return closes;
}

function giveUp(book: LotBook, trade: WalletTrade): IndexClose | null {
  const key = lotKey(trade.wallet, trade.paid.address);
  const lots = book.get(key);
  if (lots === undefined || lots.length === 0) return null;
  const disposal = disposeFifo(lots, trade.paidUnits, trade.atSeconds);
  book.set(key, disposal.rest);
  if (trade.usdValue === null) return null;
  return {
    wallet: trade.wallet,
    token: trade.paid.address,
    blockNumber: trade.blockNumber,
    logIndex: trade.logIndex,
    closedAtSeconds: trade.atSeconds,
    amount: disposal.matched,
    proceedsUsd: shareOf(trade.usdValue, disposal.matched, trade.paidUnits),
    costUsd: disposal.cost,
    heldSeconds: disposal.heldSeconds,
  };
}
