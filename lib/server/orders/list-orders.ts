// A trader's orders, page by page, by key instead of by offset, so that a new one neither repeats nor pushes out what is being read.
import "server-only";
import type { OrderListDto } from "@/lib/contracts/orders";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
// Both lists are in the same order, so a place in one is written like a place in the other.
import { parseWithdrawalCursor, writeWithdrawalCursor } from "@/lib/server/withdrawals/withdrawal-cursor";
import { orderDtos } from "./order-dto";
import type { OrderParts } from "./order-parts";
import { findOrders } from "./order-row";

/** Orders on one page. */
export const ORDER_PAGE_SIZE = 25;

/** The page that follows `cursor` (null: the newest), newest first. Throws RefusalError `invalid_request` for a cursor that is not ours. */
export async function listOrders(
  trader: Pick<Trader, "sub">,
  cursor: string | null,
  parts: OrderParts = services(),
): Promise<OrderListDto> {
  const after = cursor === null ? null : parseWithdrawalCursor(cursor);
  if (cursor !== null && after === null) throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  return parts.database.asTrader(trader.sub, async (tx) => {
    const rows = await findOrders(tx, trader.sub, after, ORDER_PAGE_SIZE + 1);
    const page = rows.slice(0, ORDER_PAGE_SIZE);
    const last = rows.length > ORDER_PAGE_SIZE ? page.at(-1) : undefined;
    return {
      orders: await orderDtos(tx, page, parts.clock.nowSeconds()),
      nextCursor: last === undefined ? null : writeWithdrawalCursor(last),
    };
  });
}
