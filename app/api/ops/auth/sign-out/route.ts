import { serve } from "@/lib/server/http/serve";
import { deskParts } from "@/lib/server/operators/desk-parts";
import { endOperatorSession } from "@/lib/server/operators/end-operator-session";
import { clearedOperatorSetCookies } from "@/lib/server/operators/operator-cookies";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/auth/sign-out", {
  POST: async ({ request }) => {
    await endOperatorSession(request.headers.get("cookie"), "session_signed_out", deskParts());
    const response = new Response(null, { status: 204 });
    for (const line of clearedOperatorSetCookies()) response.headers.append("set-cookie", line);
    return response;
  },
});
