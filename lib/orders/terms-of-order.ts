// The one way from a stored order back to the terms that were approved: the app makes their hash from it, and the worker makes it again
// before it signs. Two ways would be two texts, and a right approval would look wrong.
import { termsTime } from "@/lib/withdrawals/terms-of-row";
import type { OrderTerms } from "./order-terms";

/** The columns of a stored order that are terms, as the driver hands them out. */
export interface OrderTermsRow {
  readonly id: string;
  readonly trader: string;
  readonly network: string;
  readonly chain_id: bigint;
  readonly router: string;
  readonly path: string;
  readonly pay_asset: string;
  readonly pay_contract: string | null;
  readonly pay_decimals: number;
  /** Whole base units in decimal text. */
  readonly pay_amount: string;
  readonly receive_asset: string;
  readonly receive_contract: string | null;
  readonly receive_decimals: number;
  readonly receive_amount_min: string;
  readonly quoted_amount: string;
  readonly slippage_bps: number;
  readonly deadline: Date;
  readonly signal_id: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** Those columns for a SELECT. */
export const ORDER_TERMS_COLUMNS = `id, trader, network, chain_id, router, path, pay_asset, pay_contract, pay_decimals, pay_amount, receive_asset,
  receive_contract, receive_decimals, receive_amount_min, quoted_amount, slippage_bps, deadline, signal_id, created_at, expires_at`;

/** The terms that `row` stands for, field by field. */
export const termsOfOrder = (row: OrderTermsRow): OrderTerms => ({
  version: 1,
  orderId: row.id,
  trader: row.trader,
  network: row.network,
  chainId: Number.parseInt(row.chain_id.toString(), 10),
  router: row.router,
  path: row.path,
  payAsset: row.pay_asset,
  payContract: row.pay_contract,
  payDecimals: row.pay_decimals,
  payAmount: row.pay_amount,
  receiveAsset: row.receive_asset,
  receiveContract: row.receive_contract,
  receiveDecimals: row.receive_decimals,
  receiveAmountMin: row.receive_amount_min,
  quotedAmount: row.quoted_amount,
  slippageBps: row.slippage_bps,
  deadline: termsTime(row.deadline),
  signalId: row.signal_id,
  createdAt: termsTime(row.created_at),
  expiresAt: termsTime(row.expires_at),
});
