// One approved order with everything that its approval rests on, as it is stored right now, and the lock under which it changes hands.
import { ORDER_TERMS_COLUMNS, type OrderTermsRow } from "@/lib/orders/terms-of-order";
import type { Transaction } from "@/lib/server/postgres/database";
import { type HeldMoney, readHeld } from "../held-money";
import { type GrantRow, readGrant } from "../read-grant";

/** The order's own row. */
export interface OrderRow extends OrderTermsRow {
  readonly version: number;
  readonly terms_hash: string;
  readonly state: string;
  readonly grant_id: string | null;
  readonly proof: string | null;
}

export interface ApprovedOrder {
  readonly row: OrderRow;
  readonly grant: GrantRow | null;
  readonly held: HeldMoney | null;
}

/** Reads it in its trader's transaction; null when this trader has no such order. Nothing is locked. */
export async function readApprovedOrder(tx: Transaction, trader: string, orderId: string): Promise<ApprovedOrder | null> {
  const [row] = await tx.query<OrderRow>(
    `SELECT ${ORDER_TERMS_COLUMNS}, version, terms_hash, state, grant_id, proof FROM holdfast.orders WHERE id = $1 AND trader = $2`,
    [orderId, trader],
  );
  if (row === undefined) return null;
  return { row, grant: await readGrant(tx, row.grant_id), held: await readHeld(tx, trader, "order", orderId) };
}

export interface LockedOrder {
  readonly state: string;
  readonly terms_hash: string;
  readonly tx_hash: string | null;
  readonly settlement_id: bigint;
}

/** Locks order and outbox row until the transaction ends; null when somebody else has them right now, or the trader has none such. */
export async function lockOrder(tx: Transaction, trader: string, orderId: string): Promise<LockedOrder | null> {
  const [locked] = await tx.query<LockedOrder>(
    `SELECT o.state, o.terms_hash, s.tx_hash, s.id AS settlement_id
       FROM holdfast.orders o JOIN holdfast.settlements s ON s.order_id = o.id AND s.step = 'main'
      WHERE o.id = $1 AND o.trader = $2 AND s.trader = $2 AND s.finished_at IS NULL
        FOR UPDATE SKIP LOCKED`,
    [orderId, trader],
  );
  return locked ?? null;
}
