// Rows of withdrawals, and the statements on one of them. All run inside the trader's own transaction, so row security holds.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Proof } from "@/lib/policy/purpose";
import type { StoredState } from "@/lib/withdrawals/judge-state";
import { termsOfRow, TERMS_COLUMNS, type TermsRow } from "@/lib/withdrawals/terms-of-row";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";

/** One withdrawal. Seconds since the Unix epoch. */
export interface WithdrawalRow {
  readonly id: string;
  readonly addressId: string;
  /** Made anew from the columns, every time. */
  readonly terms: WithdrawalTerms;
  /** The hash as it was stored when the terms were. */
  readonly termsHash: string;
  readonly state: StoredState;
  readonly createdAtSeconds: number;
  readonly expiresAtSeconds: number;
  readonly bodySha256: Buffer;
}

/** What is written when a withdrawal is prepared. */
export interface NewWithdrawal {
  readonly idempotencyKey: string;
  readonly bodySha256: Buffer;
  readonly addressId: string;
  readonly terms: WithdrawalTerms;
  readonly termsHash: string;
}

interface Raw extends TermsRow {
  readonly address_id: string;
  readonly terms_hash: string;
  readonly state: StoredState;
  readonly body_sha256: Buffer;
}

const COLUMNS = `${TERMS_COLUMNS}, address_id, terms_hash, state, body_sha256`;

const shape = (raw: Raw): WithdrawalRow => ({
  id: raw.id,
  addressId: raw.address_id,
  terms: termsOfRow(raw),
  termsHash: raw.terms_hash,
  state: raw.state,
  createdAtSeconds: raw.created_at.getTime() / 1_000,
  expiresAtSeconds: raw.expires_at.getTime() / 1_000,
  bodySha256: raw.body_sha256,
});

/** The trader's withdrawal with this id, or null; a text that is no id finds nothing. `lock` keeps it from everybody else until the end. */
export async function findWithdrawal(tx: Transaction, id: string, lock: "lock" | "read"): Promise<WithdrawalRow | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.withdrawals WHERE id = $1${lock === "lock" ? " FOR UPDATE" : ""}`, [
    id,
  ]);
  return raw ? shape(raw) : null;
}

/** The trader's withdrawal that was prepared under this key, or null. */
export async function findByKey(tx: Transaction, sub: string, idempotencyKey: string): Promise<WithdrawalRow | null> {
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.withdrawals WHERE trader = $1 AND idempotency_key = $2`, [
    sub,
    idempotencyKey,
  ]);
  return raw ? shape(raw) : null;
}

/** At most `countMax` of the trader's withdrawals that follow `after` (null: the newest), newest first; within a second by id. */
export async function findWithdrawals(
  tx: Transaction,
  sub: string,
  after: { readonly createdAtSeconds: number; readonly id: string } | null,
  countMax: number,
): Promise<readonly WithdrawalRow[]> {
  const place = after === null ? "" : "AND (created_at, id) < (to_timestamp($3), $4::uuid)";
  const rows = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.withdrawals WHERE trader = $1 ${place} ORDER BY created_at DESC, id DESC LIMIT $2`,
    [sub, countMax, ...(after === null ? [] : [after.createdAtSeconds, after.id])],
  );
  return rows.map(shape);
}

// The unique key makes parallel requests with one key wait for the first; all others then find it known.
const INSERT = `
  INSERT INTO holdfast.withdrawals
    (id, trader, idempotency_key, body_sha256, address_id, version, network, chain_id, asset, asset_contract, decimals, amount, fee, fee_asset,
     destination, memo, created_at, expires_at, terms_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
  ON CONFLICT ON CONSTRAINT withdrawals_key_once_per_trader DO NOTHING
  RETURNING id`;

/** Writes a prepared withdrawal and the first line of its story. False when the key is known, and then nothing was written. */
export async function insertWithdrawal(tx: Transaction, { terms, ...row }: NewWithdrawal): Promise<boolean> {
  const inserted = await tx.query(INSERT, [
    ...[terms.withdrawalId, terms.trader, row.idempotencyKey, row.bodySha256, row.addressId, terms.version, terms.network, terms.chainId],
    ...[terms.asset, terms.assetContract, terms.decimals, terms.amount, terms.fee, terms.feeAsset, terms.destination, terms.memo],
    ...[terms.createdAt, terms.expiresAt, row.termsHash],
  ]);
  if (inserted.length === 0) return false;
  await insertEvent(tx, terms, "awaiting_approval", terms.createdAt);
  return true;
}

/** Moves a withdrawal on and tells so in its story; `approval` comes with the step to `approved`. The database judges the step again. */
export async function moveTo(
  tx: Transaction,
  terms: WithdrawalTerms,
  state: StoredState,
  at: string,
  approval: { readonly grantId: string; readonly proof: Proof } | null,
): Promise<void> {
  if (approval === null) await tx.query("UPDATE holdfast.withdrawals SET state = $2 WHERE id = $1", [terms.withdrawalId, state]);
  else
    await tx.query("UPDATE holdfast.withdrawals SET state = $2, approved_at = $3, grant_id = $4, proof = $5 WHERE id = $1", [
      ...[terms.withdrawalId, state, at, approval.grantId, approval.proof],
    ]);
  await insertEvent(tx, terms, state, at);
}

async function insertEvent(tx: Transaction, terms: WithdrawalTerms, state: StoredState, at: string): Promise<void> {
  await tx.query("INSERT INTO holdfast.withdrawal_events (withdrawal_id, trader, at, state) VALUES ($1, $2, $3, $4)", [
    terms.withdrawalId,
    terms.trader,
    at,
    state,
  ]);
}
