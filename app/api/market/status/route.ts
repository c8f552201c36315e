import { serve } from "@/lib/server/http/serve";
import { getMarketStatus } from "@/lib/server/queries/get-market-status";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/market/status", {
  GET: async () => Response.json(await getMarketStatus()),
});
