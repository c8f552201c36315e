import { serve } from "@/lib/server/http/serve";
import { endOwnOperatorSession } from "@/lib/server/operators/operator-sessions";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/sessions/[id]", {
  DELETE: async ({ operator, params }) => {
    await endOwnOperatorSession(operator, params["id"] ?? "");
    return new Response(null, { status: 204 });
  },
});
