import { serve } from "@/lib/server/http/serve";
import { listSessions } from "@/lib/server/session/list-sessions";
import { revokeOtherSessions } from "@/lib/server/session/revoke-other-sessions";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/sessions", {
  GET: async ({ trader }) => Response.json({ sessions: await listSessions(trader) }),
  DELETE: async ({ trader }) => Response.json({ ended: await revokeOtherSessions(trader) }),
});
