// The state machine of an order as data. The database keeps the same table (guard_order) and says at whose hand each step happens. What comes
// before the first state, the draft with its quote, is only in the trader's browser.

/** All states. `expired` is stored only after an approval whose deadline passed unsent; before that it is `awaiting_approval` after its time. */
export const ORDER_STATES = ["awaiting_approval", "approved", "submitted", "settled", "cancelled", "expired", "failed"] as const;

export type OrderState = (typeof ORDER_STATES)[number];

/** Which state may follow which. */
export const NEXT_ORDER_STATES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  awaiting_approval: ["approved", "cancelled", "expired"],
  approved: ["submitted", "cancelled", "expired", "failed"],
  submitted: ["settled", "failed"],
  settled: [],
  cancelled: [],
  expired: [],
  failed: [],
};

/** Why an order failed; its money is back. `price_moved`: seen before anything was sent. `reverted`: the exchange refused it in its block. */
export type OrderFailure = "price_moved" | "reverted" | "approval_does_not_verify";

/** What stands in the way of an approved order right now; it goes on by itself until its deadline. */
export type OrderWait = "worker_down" | "chain_down" | "custody_funds" | "frozen";

/** The state at `nowSeconds`. The time to approve is over at `expiresAtSeconds` itself. */
export function orderStateAt(row: { readonly state: OrderState; readonly expiresAtSeconds: number }, nowSeconds: number): OrderState {
  return row.state === "awaiting_approval" && nowSeconds >= row.expiresAtSeconds ? "expired" : row.state;
}

/** Whether an approval may still take effect. */
export const canConfirmOrder = (state: OrderState): boolean => NEXT_ORDER_STATES[state].includes("approved");

/** Whether it can be taken back: until it was handed to the chain. */
export const canCancelOrder = (state: OrderState): boolean => NEXT_ORDER_STATES[state].includes("cancelled");
