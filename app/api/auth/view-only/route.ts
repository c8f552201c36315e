import { serve } from "@/lib/server/http/serve";
import { clearedViewOnlySetCookie, viewOnlySetCookie } from "@/lib/server/session/cookies";

// The choice is made before anybody is signed in, so nobody is asked for. It touches no session that exists: that one stays what it was opened as.
const answering = (line: string): Response => new Response(null, { status: 204, headers: { "set-cookie": line } });

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/auth/view-only", {
  POST: () => answering(viewOnlySetCookie()),
  DELETE: () => answering(clearedViewOnlySetCookie()),
});
