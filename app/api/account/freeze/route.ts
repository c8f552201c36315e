import { serve } from "@/lib/server/http/serve";
import { services } from "@/lib/server/services";
import { clearedSessionSetCookies } from "@/lib/server/session/cookies";
import { freezeAccount } from "@/lib/server/session/freeze-account";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/account/freeze", {
  POST: async ({ trader: { sub, sessionId }, nowSeconds }) => {
    const origin = { sub, sessionId, detail: { by: "session" } };
    await services().database.asTrader(sub, (tx) => freezeAccount(tx, origin, nowSeconds));
    const response = new Response(null, { status: 204 });
    // This session ends with all the others, which leaves nothing for its cookies to name.
    for (const line of clearedSessionSetCookies()) response.headers.append("set-cookie", line);
    return response;
  },
});
