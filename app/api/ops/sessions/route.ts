import { serve } from "@/lib/server/http/serve";
import { listOperatorSessions } from "@/lib/server/operators/operator-sessions";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/sessions", {
  GET: async ({ operator }) => Response.json({ sessions: await listOperatorSessions(operator) }),
});
