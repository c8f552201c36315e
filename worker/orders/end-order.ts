// An order that will not happen: its money goes back and its trader is told why, in one transaction or not at all. One that its trader
// cancelled in time only leaves its outbox row open, because the app may not close it.
import type { OrderFailure } from "@/lib/orders/order-state";
import { releaseHeld } from "../held-money";
import type { Worker } from "../worker";
import { lockOrder } from "./approved-order";

interface Ending {
  readonly orderId: string;
  readonly trader: string;
  /** The state in which the judgement was made; in any other one it no longer holds. */
  readonly from: "approved" | "submitted";
  /** `expired`: the deadline passed before anything was sent. */
  readonly because: OrderFailure | "expired";
}

/** Ends the order and releases exactly what the ledger holds for it. Answers false when somebody else has moved it in the meantime. */
export function endOrder({ database, clock }: Worker, { orderId, trader, from, because }: Ending): Promise<boolean> {
  return database.asTrader(trader, async (tx) => {
    const locked = await lockOrder(tx, trader, orderId);
    if (locked?.state !== from) return false;
    const nowSeconds = clock.nowSeconds();
    const state = because === "expired" ? "expired" : "failed";
    await releaseHeld(tx, trader, "order", orderId, nowSeconds);
    await tx.query("UPDATE holdfast.orders SET state = $2, failure = $3 WHERE id = $1", [
      orderId,
      state,
      because === "expired" ? null : because,
    ]);
    await tx.query("INSERT INTO holdfast.order_events (order_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), $4)", [
      ...[orderId, trader, nowSeconds, state],
    ]);
    await tx.query("UPDATE holdfast.settlements SET finished_at = to_timestamp($2), waits_for = NULL WHERE id = $1", [
      locked.settlement_id.toString(),
      nowSeconds,
    ]);
    return true;
  });
}

/** Closes the outbox row of a cancelled order; the money went back when it was cancelled. */
export async function closeCancelledOrder({ database, clock }: Worker, trader: string, orderId: string): Promise<void> {
  await database.asTrader(trader, async (tx) => {
    const locked = await lockOrder(tx, trader, orderId);
    if (locked?.state !== "cancelled") return;
    await tx.query("UPDATE holdfast.settlements SET finished_at = to_timestamp($2), waits_for = NULL WHERE id = $1", [
      locked.settlement_id.toString(),
      clock.nowSeconds(),
    ]);
  });
}
