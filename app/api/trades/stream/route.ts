import { filtersOfCall, placeOfCall } from "@/lib/server/feed/filters-of-call";
import { openTradeStream } from "@/lib/server/feed/open-trade-stream";
import { serve } from "@/lib/server/http/serve";

// Proxies that gather answers before they pass them on are asked not to.
const STREAM_HEADERS = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/trades/stream", {
  GET: async ({ trader, request }) => {
    const [filters, after] = [filtersOfCall(request.url), placeOfCall(request)];
    // HEAD asks for the answer's headers and would never read the stream.
    if (request.method === "HEAD") return new Response(null, { headers: STREAM_HEADERS });
    return new Response(await openTradeStream(trader, filters, after), { headers: STREAM_HEADERS });
  },
});
