import { serve } from "@/lib/server/http/serve";
import { listOrderOptions } from "@/lib/server/orders/list-order-options";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/orders/options", {
  GET: async ({ trader }) => Response.json(await listOrderOptions(trader)),
});
