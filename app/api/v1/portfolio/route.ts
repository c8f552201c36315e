import { agentOf } from "@/lib/server/http/agent-of";
import { serve } from "@/lib/server/http/serve";
import { readPortfolio } from "@/lib/server/queries/read-portfolio";
import { services } from "@/lib/server/services";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/v1/portfolio", {
  GET: async ({ bearer, nowSeconds }) => Response.json(await readPortfolio(services(), agentOf(bearer).sub, nowSeconds)),
});
