import { CONFIRM_REQUEST } from "@/lib/contracts/withdrawals";
import { serve } from "@/lib/server/http/serve";
import { confirmOrder } from "@/lib/server/orders/confirm-order";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/orders/[id]/confirm", {
  POST: async ({ trader, params, json }) => {
    const { grantId } = await json(CONFIRM_REQUEST);
    return Response.json(await confirmOrder(trader, params["id"] ?? "", grantId));
  },
});
