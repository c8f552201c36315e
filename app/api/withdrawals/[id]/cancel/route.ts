import { serve } from "@/lib/server/http/serve";
import { cancelWithdrawal } from "@/lib/server/withdrawals/cancel-withdrawal";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/withdrawals/[id]/cancel", {
  POST: async ({ trader, params }) => Response.json(await cancelWithdrawal(trader, params["id"] ?? "")),
});
