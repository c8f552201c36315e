import { CONFIRM_REQUEST } from "@/lib/contracts/withdrawals";
import { confirmAddress } from "@/lib/server/addresses/confirm-address";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/addresses/[id]/confirm", {
  POST: async ({ trader, params, json }) => {
    const { grantId } = await json(CONFIRM_REQUEST);
    return Response.json(await confirmAddress(trader, params["id"] ?? "", grantId));
  },
});
