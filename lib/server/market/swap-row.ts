// A swap of the index with the names and decimals of its pair, and how it is told.
import "server-only";
import type { SwapRowDto } from "@/lib/contracts/swap-list";
import { INDEX_PRICE_DECIMALS } from "@/lib/market/execution-price";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { PAIR_TOKENS } from "./pair-tokens";

/** One row of SWAP_COLUMNS. */
export interface SwapRow {
  readonly seq: bigint;
  readonly network: string;
  readonly pair_id: number;
  readonly wallet: string;
  readonly base: string;
  readonly quote: string;
  readonly base_decimals: number;
  readonly quote_decimals: number;
  readonly is_buy: boolean;
  readonly base_amount: string;
  readonly quote_amount: string;
  readonly price_e18: string;
  readonly usd_value: string | null;
  readonly at: Date;
  readonly tx_hash: string;
}

/** Of a swap `s`, joined by SWAP_JOINS. */
export const SWAP_COLUMNS = `s.seq, s.network, s.pair_id, s.wallet, b.symbol AS base, q.symbol AS quote, b.decimals AS base_decimals,
  q.decimals AS quote_decimals, s.is_buy, s.base_amount, s.quote_amount, s.price_e18, s.usd_value, s.at, s.tx_hash`;
export const SWAP_JOINS = `
  JOIN holdfast.market_pairs p ON p.id = s.pair_id${PAIR_TOKENS}`;

/** The row as everybody is told it. */
export const swapDto = (row: SwapRow): SwapRowDto => ({
  ...{ seq: row.seq.toString(), network: row.network, pairId: row.pair_id, wallet: row.wallet, base: row.base, quote: row.quote },
  isBuy: row.is_buy,
  baseAmount: formatAmount(BigInt(row.base_amount), row.base_decimals),
  quoteAmount: formatAmount(BigInt(row.quote_amount), row.quote_decimals),
  price: formatAmount(BigInt(row.price_e18), INDEX_PRICE_DECIMALS),
  usdValue: row.usd_value === null ? null : formatAmount(BigInt(row.usd_value), USD_DECIMALS),
  ...{ at: row.at.toISOString(), txHash: row.tx_hash },
});
