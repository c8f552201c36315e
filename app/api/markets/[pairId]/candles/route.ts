import { CANDLE_QUERY } from "@/lib/contracts/markets";
import { refuseCall } from "@/lib/server/http/refuse-call";
import { serve } from "@/lib/server/http/serve";
import { listCandles } from "@/lib/server/queries/list-candles";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/markets/[pairId]/candles", {
  GET: async ({ request, params }) => {
    const query = CANDLE_QUERY.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return refuseCall({ code: "invalid_request", detail: "Name an interval, and times in whole seconds." });
    return Response.json(await listCandles(params["pairId"] ?? "", query.data));
  },
});
