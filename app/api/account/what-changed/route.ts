import { serve } from "@/lib/server/http/serve";
import { services } from "@/lib/server/services";
import { noteTold } from "@/lib/server/session/legacy-account";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/account/what-changed", {
  POST: async ({ trader, nowSeconds }) => {
    await services().database.asTrader(trader.sub, (tx) => noteTold(tx, nowSeconds));
    return new Response(null, { status: 204 });
  },
});
