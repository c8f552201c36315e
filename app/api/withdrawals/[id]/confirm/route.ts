import { CONFIRM_REQUEST } from "@/lib/contracts/withdrawals";
import { serve } from "@/lib/server/http/serve";
import { confirmWithdrawal } from "@/lib/server/withdrawals/confirm-withdrawal";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/withdrawals/[id]/confirm", {
  POST: async ({ trader, params, json }) => {
    const { grantId } = await json(CONFIRM_REQUEST);
    return Response.json(await confirmWithdrawal(trader, params["id"] ?? "", grantId));
  },
});
