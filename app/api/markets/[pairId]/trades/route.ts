import { oneOfQuery } from "@/lib/server/http/one-of-query";
import { serve } from "@/lib/server/http/serve";
import { listPairTrades } from "@/lib/server/queries/list-pair-trades";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/markets/[pairId]/trades", {
  GET: async ({ request, params }) => Response.json(await listPairTrades(params["pairId"] ?? "", oneOfQuery(request, "cursor"))),
});
