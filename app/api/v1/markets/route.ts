import { serve } from "@/lib/server/http/serve";
import { listPairs } from "@/lib/server/market/list-pairs";
import { services } from "@/lib/server/services";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/v1/markets", {
  GET: async ({ nowSeconds }) => Response.json(await services().database.asService((tx) => listPairs(tx, nowSeconds))),
});
