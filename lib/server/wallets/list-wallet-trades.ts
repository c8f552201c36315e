// What one wallet traded, newest first.
import "server-only";
import type { WalletTradeDto, WalletTradesDto } from "@/lib/contracts/wallets";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { walletOfPath } from "./wallet-of-path";
import type { WalletParts } from "./wallet-parts";

/** Trades on one page. */
export const WALLET_TRADES_PAGE_SIZE = 50;

interface TradeRow {
  readonly seq: bigint;
  readonly network: string;
  readonly pair_id: number;
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

// Newest first by the order in which everybody learned of them; by the index of wallet and seq, so a page costs its length.
const PAGE = (after: string): string => `
  SELECT s.seq, s.network, s.pair_id, b.symbol AS base, q.symbol AS quote, b.decimals AS base_decimals, q.decimals AS quote_decimals,
         s.is_buy, s.base_amount, s.quote_amount, s.price_e18, s.usd_value, s.at, s.tx_hash
    FROM holdfast.swaps s
    JOIN holdfast.market_pairs p ON p.id = s.pair_id
    JOIN holdfast.market_tokens b ON b.network = p.network AND b.address = CASE WHEN p.is_token0_base THEN p.token0 ELSE p.token1 END
    JOIN holdfast.market_tokens q ON q.network = p.network AND q.address = CASE WHEN p.is_token0_base THEN p.token1 ELSE p.token0 END
   WHERE s.wallet = $1 ${after}
   ORDER BY s.seq DESC
   LIMIT $2`;
const SEQ = /^[1-9]\d{0,17}$/;

/** One page of the wallet's trades after `cursor` (null: the newest). Throws RefusalError `invalid_request` for no address and a strange cursor. */
export async function listWalletTrades(
  address: string,
  cursor: string | null,
  parts: Pick<WalletParts, "database"> = services(),
): Promise<WalletTradesDto> {
  const wallet = walletOfPath(address);
  if (cursor !== null && !SEQ.test(cursor)) throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  const rows = await parts.database.asService((tx) =>
    tx.query<TradeRow>(PAGE(cursor === null ? "" : "AND s.seq < $3::bigint"), [
      ...[wallet, WALLET_TRADES_PAGE_SIZE + 1],
      ...(cursor === null ? [] : [cursor]),
    ]),
  );
  const page = rows.slice(0, WALLET_TRADES_PAGE_SIZE);
  const last = rows.length > WALLET_TRADES_PAGE_SIZE ? page.at(-1) : undefined;
  return { rows: page.map(toDto), nextCursor: last === undefined ? null : last.seq.toString() };
}

const PRICE_DECIMALS = 18;

const toDto = (row: TradeRow): WalletTradeDto => ({
  ...{ seq: row.seq.toString(), network: row.network, pairId: row.pair_id, base: row.base, quote: row.quote, isBuy: row.is_buy },
  baseAmount: formatAmount(BigInt(row.base_amount), row.base_decimals),
  quoteAmount: formatAmount(BigInt(row.quote_amount), row.quote_decimals),
  price: formatAmount(BigInt(row.price_e18), PRICE_DECIMALS),
  usdValue: row.usd_value === null ? null : formatAmount(BigInt(row.usd_value), USD_DECIMALS),
  ...{ at: row.at.toISOString(), txHash: row.tx_hash },
});
