import { parseWalletFilters } from "@/lib/contracts/wallet-filters";
import { oneOfQuery } from "@/lib/server/http/one-of-query";
import { serve } from "@/lib/server/http/serve";
import { listWallets } from "@/lib/server/wallets/list-wallets";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/wallets", {
  GET: async ({ request, trader }) => {
    const filters = parseWalletFilters(new URL(request.url).searchParams);
    return Response.json(await listWallets(trader, filters, oneOfQuery(request, "cursor")));
  },
});
