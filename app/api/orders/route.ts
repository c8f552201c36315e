import { ORDER_REQUEST } from "@/lib/contracts/orders";
import { refuseCall } from "@/lib/server/http/refuse-call";
import { serve } from "@/lib/server/http/serve";
import { listOrders } from "@/lib/server/orders/list-orders";
import { prepareOrder } from "@/lib/server/orders/prepare-order";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/orders", {
  GET: async ({ trader, request }) => {
    const cursors = new URL(request.url).searchParams.getAll("cursor");
    if (cursors.length > 1) return refuseCall({ code: "invalid_request", detail: "One cursor at a time." });
    return Response.json(await listOrders(trader, cursors[0] ?? null));
  },
  POST: async ({ trader, request, json }) => {
    const key = request.headers.get("idempotency-key");
    return Response.json(await prepareOrder(trader, key, await json(ORDER_REQUEST)), { status: 201 });
  },
});
