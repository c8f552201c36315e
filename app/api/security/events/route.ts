import { refuseCall } from "@/lib/server/http/refuse-call";
import { serve } from "@/lib/server/http/serve";
import { listSecurityEvents } from "@/lib/server/queries/list-security-events";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/security/events", {
  GET: async ({ request }) => {
    const cursors = new URL(request.url).searchParams.getAll("cursor");
    if (cursors.length > 1) return refuseCall({ code: "invalid_request", detail: "One cursor at a time." });
    return Response.json(await listSecurityEvents(cursors[0] ?? null));
  },
});
