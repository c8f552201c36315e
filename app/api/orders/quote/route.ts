import { ORDER_QUOTE_REQUEST } from "@/lib/contracts/orders";
import { serve } from "@/lib/server/http/serve";
import { quoteOrder } from "@/lib/server/orders/quote-order";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/orders/quote", {
  POST: async ({ trader, json }) => Response.json(await quoteOrder(trader, await json(ORDER_QUOTE_REQUEST))),
});
