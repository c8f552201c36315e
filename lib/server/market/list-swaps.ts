// Swaps of one wallet or one pair, newest first, for tables that are read back into the past.
import "server-only";
import type { SwapListDto, SwapRowDto } from "@/lib/contracts/swap-list";
import { type Result, accept, refuse } from "@/lib/ground/result";
import { INDEX_PRICE_DECIMALS } from "@/lib/market/execution-price";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import type { Transaction } from "@/lib/server/postgres/database";

/** Swaps on one page. */
export const SWAP_PAGE_SIZE = 50;

interface SwapRow {
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

// Newest first by the order in which everybody learned of them; by the index of wallet or pair and seq, so a page costs its length.
const PAGE = (of: "s.wallet" | "s.pair_id", after: string): string => `
  SELECT s.seq, s.network, s.pair_id, s.wallet, b.symbol AS base, q.symbol AS quote, b.decimals AS base_decimals,
         q.decimals AS quote_decimals, s.is_buy, s.base_amount, s.quote_amount, s.price_e18, s.usd_value, s.at, s.tx_hash
    FROM holdfast.swaps s
    JOIN holdfast.market_pairs p ON p.id = s.pair_id
    JOIN holdfast.market_tokens b ON b.network = p.network AND b.address = CASE WHEN p.is_token0_base THEN p.token0 ELSE p.token1 END
    JOIN holdfast.market_tokens q ON q.network = p.network AND q.address = CASE WHEN p.is_token0_base THEN p.token1 ELSE p.token0 END
   WHERE ${of} = $1 ${after}
   ORDER BY s.seq DESC
   LIMIT $2`;
const SEQ = /^[1-9]\d{0,17}$/;

/** One page of the swaps of a wallet (in lower case) or a pair after `cursor` (null: the newest). Refuses `bad_cursor`. */
export async function listSwaps(
  tx: Transaction,
  of: { readonly wallet: string } | { readonly pairId: number },
  cursor: string | null,
): Promise<Result<SwapListDto, "bad_cursor">> {
  if (cursor !== null && !SEQ.test(cursor)) return refuse("bad_cursor");
  const [column, value] = "wallet" in of ? (["s.wallet", of.wallet] as const) : (["s.pair_id", of.pairId] as const);
  const rows = await tx.query<SwapRow>(PAGE(column, cursor === null ? "" : "AND s.seq < $3::bigint"), [
    ...[value, SWAP_PAGE_SIZE + 1],
    ...(cursor === null ? [] : [cursor]),
  ]);
  const page = rows.slice(0, SWAP_PAGE_SIZE);
  const last = rows.length > SWAP_PAGE_SIZE ? page.at(-1) : undefined;
  return accept({ rows: page.map(toDto), nextCursor: last === undefined ? null : last.seq.toString() });
}

const toDto = (row: SwapRow): SwapRowDto => ({
  ...{ seq: row.seq.toString(), network: row.network, pairId: row.pair_id, wallet: row.wallet, base: row.base, quote: row.quote },
  isBuy: row.is_buy,
  baseAmount: formatAmount(BigInt(row.base_amount), row.base_decimals),
  quoteAmount: formatAmount(BigInt(row.quote_amount), row.quote_decimals),
  price: formatAmount(BigInt(row.price_e18), INDEX_PRICE_DECIMALS),
  usdValue: row.usd_value === null ? null : formatAmount(BigInt(row.usd_value), USD_DECIMALS),
  ...{ at: row.at.toISOString(), txHash: row.tx_hash },
});
