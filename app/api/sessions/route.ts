import { serve } from "@/lib/server/http/serve";
import { listSessions } from "@/lib/server/session/list-sessions";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/sessions", {
  GET: async ({ trader }) => Response.json({ sessions: await listSessions(trader) }),
});
