// One order for its page and its route.
import "server-only";
import type { OrderDto } from "@/lib/contracts/orders";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { orderDto } from "./order-dto";
import type { OrderParts } from "./order-parts";
import { findOrder } from "./order-row";

/** The trader's order as it stands now. Throws RefusalError `not_found` for an unknown id, another trader's, and a text that is no id. */
export async function readOrder(trader: Pick<Trader, "sub">, id: string, parts: OrderParts = services()): Promise<OrderDto> {
  return parts.database.asTrader(trader.sub, async (tx) => {
    const row = await findOrder(tx, id, "read");
    if (row === null) throw new RefusalError({ code: "not_found" });
    return orderDto(tx, row, parts.clock.nowSeconds());
  });
}
