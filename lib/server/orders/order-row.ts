// Rows of orders, and the statements on one of them. All run inside the trader's own transaction, so row security holds.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";
import type { OrderState } from "@/lib/orders/order-state";
import type { OrderTerms } from "@/lib/orders/order-terms";
import { ORDER_TERMS_COLUMNS, termsOfOrder, type OrderTermsRow } from "@/lib/orders/terms-of-order";
import type { Proof } from "@/lib/policy/purpose";
import type { Transaction } from "@/lib/server/postgres/database";

/** One order. Seconds since the Unix epoch. */
export interface OrderRow {
  readonly id: string;
  /** Made anew from the columns, every time. */
  readonly terms: OrderTerms;
  /** The hash as it was stored when the terms were. */
  readonly termsHash: string;
  readonly state: OrderState;
  readonly createdAtSeconds: number;
  readonly expiresAtSeconds: number;
  readonly bodySha256: Buffer;
}

/** What is written when an order is prepared. */
export interface NewOrder {
  readonly idempotencyKey: string;
  readonly bodySha256: Buffer;
  readonly terms: OrderTerms;
  readonly termsHash: string;
}

interface Raw extends OrderTermsRow {
  readonly terms_hash: string;
  readonly state: OrderState;
  readonly body_sha256: Buffer;
}

const COLUMNS = `${ORDER_TERMS_COLUMNS}, terms_hash, state, body_sha256`;

const shape = (raw: Raw): OrderRow => ({
  id: raw.id,
  terms: termsOfOrder(raw),
  termsHash: raw.terms_hash,
  state: raw.state,
  createdAtSeconds: raw.created_at.getTime() / 1_000,
  expiresAtSeconds: raw.expires_at.getTime() / 1_000,
  bodySha256: raw.body_sha256,
});

/** The trader's order with this id, or null; a text that is no id finds nothing. `lock` keeps it from everybody else until the end. */
export async function findOrder(tx: Transaction, id: string, lock: "lock" | "read"): Promise<OrderRow | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.orders WHERE id = $1${lock === "lock" ? " FOR UPDATE" : ""}`, [id]);
  return raw ? shape(raw) : null;
}

/** The trader's order that was prepared under this key, or null. */
export async function findOrderByKey(tx: Transaction, sub: string, idempotencyKey: string): Promise<OrderRow | null> {
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.orders WHERE trader = $1 AND idempotency_key = $2`, [
    sub,
    idempotencyKey,
  ]);
  return raw ? shape(raw) : null;
}

/** At most `countMax` of the trader's orders that follow `after` (null: the newest), newest first; within a second by id. */
export async function findOrders(
  tx: Transaction,
  sub: string,
  after: { readonly createdAtSeconds: number; readonly id: string } | null,
  countMax: number,
): Promise<readonly OrderRow[]> {
  const place = after === null ? "" : "AND (created_at, id) < (to_timestamp($3), $4::uuid)";
  const rows = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.orders WHERE trader = $1 ${place} ORDER BY created_at DESC, id DESC LIMIT $2`,
    [sub, countMax, ...(after === null ? [] : [after.createdAtSeconds, after.id])],
  );
  return rows.map(shape);
}

// The unique key makes parallel requests with one key wait for the first; all others then find it known.
const INSERT = `
  INSERT INTO holdfast.orders
    (id, trader, idempotency_key, body_sha256, version, network, chain_id, router, path, pay_asset, pay_contract, pay_decimals, pay_amount,
     receive_asset, receive_contract, receive_decimals, receive_amount_min, quoted_amount, slippage_bps, deadline, signal_id, created_at,
     expires_at, terms_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
  ON CONFLICT ON CONSTRAINT orders_key_once_per_trader DO NOTHING
  RETURNING id`;

/** Writes a prepared order and the first line of its story. False when the key is known, and then nothing was written. */
export async function insertOrder(tx: Transaction, { terms, ...row }: NewOrder): Promise<boolean> {
  const inserted = await tx.query(INSERT, [
    ...[terms.orderId, terms.trader, row.idempotencyKey, row.bodySha256, terms.version, terms.network, terms.chainId, terms.router],
    ...[terms.path, terms.payAsset, terms.payContract, terms.payDecimals, terms.payAmount, terms.receiveAsset, terms.receiveContract],
    ...[terms.receiveDecimals, terms.receiveAmountMin, terms.quotedAmount, terms.slippageBps, terms.deadline, terms.signalId],
    ...[terms.createdAt, terms.expiresAt, row.termsHash],
  ]);
  if (inserted.length === 0) return false;
  await insertEvent(tx, terms, "awaiting_approval", terms.createdAt);
  return true;
}

/** Moves an order on and tells so in its story; `approval` comes with the step to `approved`. The database judges the step again. */
export async function moveOrder(
  tx: Transaction,
  terms: OrderTerms,
  state: OrderState,
  at: string,
  approval: { readonly grantId: string; readonly proof: Proof } | null,
): Promise<void> {
  if (approval === null) await tx.query("UPDATE holdfast.orders SET state = $2 WHERE id = $1", [terms.orderId, state]);
  else
    await tx.query("UPDATE holdfast.orders SET state = $2, approved_at = $3, grant_id = $4, proof = $5 WHERE id = $1", [
      ...[terms.orderId, state, at, approval.grantId, approval.proof],
    ]);
  await insertEvent(tx, terms, state, at);
}

async function insertEvent(tx: Transaction, terms: OrderTerms, state: OrderState, at: string): Promise<void> {
  await tx.query("INSERT INTO holdfast.order_events (order_id, trader, at, state) VALUES ($1, $2, $3, $4)", [
    terms.orderId,
    terms.trader,
    at,
    state,
  ]);
}
