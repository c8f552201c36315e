import { serve } from "@/lib/server/http/serve";
import { listWithdrawable } from "@/lib/server/withdrawals/list-withdrawable";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/withdrawals/options", {
  GET: async ({ trader }) => Response.json({ assets: await listWithdrawable(trader) }),
});
