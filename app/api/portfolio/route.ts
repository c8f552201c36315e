import { serve } from "@/lib/server/http/serve";
import { getPortfolio } from "@/lib/server/queries/get-portfolio";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/portfolio", {
  GET: async () => Response.json(await getPortfolio()),
});
