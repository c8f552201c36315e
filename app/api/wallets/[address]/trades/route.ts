import { oneOfQuery } from "@/lib/server/http/one-of-query";
import { serve } from "@/lib/server/http/serve";
import { listWalletTrades } from "@/lib/server/wallets/list-wallet-trades";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/wallets/[address]/trades", {
  GET: async ({ request, params }) => Response.json(await listWalletTrades(params["address"] ?? "", oneOfQuery(request, "cursor"))),
});
