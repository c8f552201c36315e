// Where a withdrawal stands at an instant, and what may still be done with it. Pure, so that the last second has a test.
import { NEXT_STATES, type WithdrawalState } from "./withdrawal-state";

/** What is stored; a withdrawal that nobody approved in time is never written down as expired. */
export type StoredState = Exclude<WithdrawalState, "expired">;

/** The state at `nowSeconds`. The time is over at `expiresAtSeconds` itself. */
export function stateAt(row: { readonly state: StoredState; readonly expiresAtSeconds: number }, nowSeconds: number): WithdrawalState {
  return row.state === "awaiting_approval" && nowSeconds >= row.expiresAtSeconds ? "expired" : row.state;
}

/** Whether an approval may still take effect. */
export const canConfirm = (state: WithdrawalState): boolean => NEXT_STATES[state].includes("approved");

/** Whether it can be taken back: until it was handed to the chain. */
export const canCancel = (state: WithdrawalState): boolean => NEXT_STATES[state].includes("cancelled");
