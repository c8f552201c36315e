// Everything besides the proof that must be so for an order to be approved. It is asked when a grant is opened, so that nobody signs in vain,
// and again in the transaction that moves the money, because everything may have changed between.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { findOrderCaps, type OrderCaps } from "@/lib/orders/order-policy";
import { canConfirmOrder, type OrderState, orderStateAt } from "@/lib/orders/order-state";
import type { OrderRow } from "./order-row";

/** The caps of what an approvable order pays. Refusals: `conflict` (decided already, or not what was prepared), `quote_expired`, `asset_unknown`. */
export function judgeApprovableOrder(row: OrderRow, nowSeconds: number): Result<OrderCaps, Refusal> {
  const state = orderStateAt(row, nowSeconds);
  if (!canConfirmOrder(state)) return refuse(decided(state));
  if (termsHash(row.terms) !== row.termsHash)
    return refuse({ code: "conflict", detail: "This is not what was prepared. Start a new one." });
  const caps = findOrderCaps(row.terms.payAsset, row.terms.payDecimals);
  return caps === null ? refuse({ code: "asset_unknown" }) : accept(caps);
}

function decided(state: OrderState): Refusal {
  if (state === "expired") return { code: "quote_expired" };
  return { code: "conflict", detail: state === "cancelled" ? "This order was cancelled." : "This order was already approved." };
}
