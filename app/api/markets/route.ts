import { serve } from "@/lib/server/http/serve";
import { listMarkets } from "@/lib/server/queries/list-markets";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/markets", {
  GET: async () => Response.json(await listMarkets()),
});
