// The one way from a stored withdrawal back to the terms that were approved: the app makes their hash from it, and the worker makes it
// again before it pays. Two ways would be two texts, and a right approval would look wrong.
import type { WithdrawalTerms } from "./withdrawal-terms";

/** The columns of a stored withdrawal that are terms, as the driver hands them out. */
export interface TermsRow {
  readonly id: string;
  readonly trader: string;
  readonly network: string;
  readonly chain_id: bigint;
  readonly asset: string;
  readonly asset_contract: string | null;
  readonly decimals: number;
  /** Whole base units in decimal text. */
  readonly amount: string;
  readonly fee: string;
  readonly fee_asset: string;
  readonly destination: string;
  readonly memo: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** Those columns for a SELECT. */
export const TERMS_COLUMNS =
  "id, trader, network, chain_id, asset, asset_contract, decimals, amount, fee, fee_asset, destination, memo, created_at, expires_at";

/** RFC 3339 in UTC to the second: `2026-11-24T00:15:17Z`. */
export const termsTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** The terms that `row` stands for, field by field. */
export const termsOfRow = (row: TermsRow): WithdrawalTerms => ({
  version: 1,
  withdrawalId: row.id,
  trader: row.trader,
  network: row.network,
  chainId: Number.parseInt(row.chain_id.toString(), 10),
  asset: row.asset,
  assetContract: row.asset_contract,
  decimals: row.decimals,
  amount: row.amount,
  fee: row.fee,
  feeAsset: row.fee_asset,
  destination: row.destination,
  memo: row.memo,
  createdAt: termsTime(row.created_at),
  expiresAt: termsTime(row.expires_at),
});
