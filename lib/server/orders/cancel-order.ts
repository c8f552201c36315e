// A trader takes an order back. The worker moves the same row to "submitted" before it sends, so of the two exactly one wins.
import "server-only";
import type { OrderDto } from "@/lib/contracts/orders";
import { invariant } from "@/lib/ground/invariant";
import { canCancelOrder, type OrderState, orderStateAt } from "@/lib/orders/order-state";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { bookOrderRelease } from "./book-order";
import { orderDto } from "./order-dto";
import type { OrderParts } from "./order-parts";
import { findOrder, moveOrder } from "./order-row";

const WHY_NOT: Readonly<Partial<Record<OrderState, string>>> = {
  submitted: "It was already sent to the exchange.",
  settled: "It is already settled.",
  expired: "Its time has passed. Nothing is held for it.",
  failed: "It failed, and its money is back.",
};

/**
 * Cancels before submission; what was put aside is available again. Cancelling a cancelled one answers the same again. Throws RefusalError:
 * `not_found`, `not_cancellable`.
 */
export async function cancelOrder(trader: Pick<Trader, "sub">, id: string, parts: OrderParts = services()): Promise<OrderDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "orders", trader.sub);
    const row = await findOrder(tx, id, "lock");
    if (row === null) throw new RefusalError({ code: "not_found" });
    const state = orderStateAt(row, nowSeconds);
    if (state === "cancelled") return orderDto(tx, row, nowSeconds);
    const detail = WHY_NOT[state];
    if (!canCancelOrder(state)) throw new RefusalError({ code: "not_cancellable", ...(detail === undefined ? {} : { detail }) });
    if (state === "approved") await bookOrderRelease(tx, row.terms, nowSeconds);
    await moveOrder(tx, row.terms, "cancelled", timeText(nowSeconds), null);
    const cancelled = await findOrder(tx, row.id, "read");
    invariant(cancelled?.state === "cancelled", "a cancelled order reads as cancelled");
    return orderDto(tx, cancelled, nowSeconds);
  });
}
