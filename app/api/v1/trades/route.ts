import { filtersOfCall } from "@/lib/server/feed/filters-of-call";
import { readTrades } from "@/lib/server/feed/read-trades";
import { agentOf } from "@/lib/server/http/agent-of";
import { oneOfQuery } from "@/lib/server/http/one-of-query";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/v1/trades", {
  GET: async ({ bearer, request }) =>
    Response.json(await readTrades(agentOf(bearer), filtersOfCall(request.url), oneOfQuery(request, "cursor"))),
});
