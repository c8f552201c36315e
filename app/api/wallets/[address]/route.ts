import { serve } from "@/lib/server/http/serve";
import { readWallet } from "@/lib/server/wallets/read-wallet";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/wallets/[address]", {
  GET: async ({ trader, params }) => Response.json(await readWallet(trader, params["address"] ?? "")),
});
