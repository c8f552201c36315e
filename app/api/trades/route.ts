import { readTrades } from "@/lib/server/feed/read-trades";
import { filtersOfCall } from "@/lib/server/feed/filters-of-call";
import { oneOfQuery } from "@/lib/server/http/one-of-query";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/trades", {
  GET: async ({ trader, request }) => Response.json(await readTrades(trader, filtersOfCall(request.url), oneOfQuery(request, "cursor"))),
});
