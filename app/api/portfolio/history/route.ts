import { HISTORY_QUERY } from "@/lib/contracts/portfolio-history";
import { readQuery } from "@/lib/server/http/read-query";
import { serve } from "@/lib/server/http/serve";
import { getHistory } from "@/lib/server/queries/get-history";
import { getPortfolio } from "@/lib/server/queries/get-portfolio";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/portfolio/history", {
  GET: async ({ request }) => {
    const { range, network, asset } = readQuery(request, HISTORY_QUERY);
    const scope = network === undefined || asset === undefined ? null : { network, asset };
    return Response.json(await getHistory(range, await getPortfolio(), scope));
  },
});
