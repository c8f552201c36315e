import { serve } from "@/lib/server/http/serve";
import { readWithdrawal } from "@/lib/server/withdrawals/read-withdrawal";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/withdrawals/[id]", {
  GET: async ({ trader, params }) => Response.json(await readWithdrawal(trader, params["id"] ?? "")),
});
