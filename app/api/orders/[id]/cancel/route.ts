import { serve } from "@/lib/server/http/serve";
import { cancelOrder } from "@/lib/server/orders/cancel-order";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/orders/[id]/cancel", {
  POST: async ({ trader, params }) => Response.json(await cancelOrder(trader, params["id"] ?? "")),
});
