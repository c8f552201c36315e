import { refuseCall } from "@/lib/server/http/refuse-call";
import { serve } from "@/lib/server/http/serve";
import { clearedSessionSetCookies } from "@/lib/server/session/cookies";
import { revokeOwnSession } from "@/lib/server/session/revoke-own-session";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/sessions/[id]", {
  DELETE: async ({ trader, params }) => {
    const revoked = await revokeOwnSession(trader, params["id"] ?? "");
    if (!revoked.ok) return refuseCall({ code: "not_found" });
    const response = new Response(null, { status: 204 });
    // Ending the session one is sitting in leaves nothing for its cookies to name.
    if (revoked.value === trader.sessionId) for (const line of clearedSessionSetCookies()) response.headers.append("set-cookie", line);
    return response;
  },
});
