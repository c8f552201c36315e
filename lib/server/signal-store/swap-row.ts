// A row of the index as rules see it.
import "server-only";
import type { SeenSwap } from "@/lib/signals/seen-swap";

/** What every statement that reads swaps for rules selects; `s` is the swap. */
export const SWAP_COLUMNS = `s.seq, s.network, s.pair_id AS "pairId", s.tx_hash AS "txHash", extract(epoch FROM s.at)::int8 AS at, s.wallet,
  s.is_buy AS "isBuy", s.price_e18::text AS price, s.usd_value::text AS usd`;

export interface SwapRow {
  readonly seq: bigint;
  readonly network: string;
  readonly pairId: number;
  readonly txHash: string;
  readonly at: bigint;
  readonly wallet: string;
  readonly isBuy: boolean;
  readonly price: string;
  readonly usd: string | null;
}

/** A swap with its place in the feed, which only readers of the feed care for. */
export interface FedSwap {
  readonly seq: bigint;
  readonly swap: SeenSwap;
}

/** The row in units. */
export const swapOfRow = ({ seq, at, price, usd, network, pairId, txHash, wallet, isBuy }: SwapRow): FedSwap => ({
  seq,
  swap: {
    ...{ network, pairId, txHash, wallet, isBuy },
    atSeconds: Number(at),
    priceE18: BigInt(price),
    usdUnits: usd === null ? null : BigInt(usd),
  },
});
