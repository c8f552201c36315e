import { serve } from "@/lib/server/http/serve";
import { readOrder } from "@/lib/server/orders/read-order";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/orders/[id]", {
  GET: async ({ trader, params }) => Response.json(await readOrder(trader, params["id"] ?? "")),
});
