import { serve } from "@/lib/server/http/serve";
import { unlinkWallet } from "@/lib/server/linked-wallets/unlink-wallet";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/linked-wallets/[id]", {
  DELETE: async ({ trader, params }) => {
    await unlinkWallet(trader, params["id"] ?? "");
    return new Response(null, { status: 204 });
  },
});
