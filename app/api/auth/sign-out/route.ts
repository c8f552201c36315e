import { after } from "next/server";
import { serve } from "@/lib/server/http/serve";
import { clearedSessionSetCookies } from "@/lib/server/session/cookies";
import { endSession } from "@/lib/server/session/end-session";
import { revokeUpstream } from "@/lib/server/session/revoke-upstream";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/auth/sign-out", {
  POST: async ({ request }) => {
    await endSession(request.headers.get("cookie"), "session_signed_out");
    after(() => revokeUpstream());
    const response = new Response(null, { status: 204 });
    for (const line of clearedSessionSetCookies()) response.headers.append("set-cookie", line);
    return response;
  },
});
