import { serve } from "@/lib/server/http/serve";
import { listSignals } from "@/lib/server/signals/list-signals";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/events", {
  GET: async ({ trader, request }) => {
    const query = new URL(request.url).searchParams;
    const filter = { cursor: query.get("cursor"), isUnread: query.get("unread") === "1", ruleId: query.get("rule") };
    return Response.json(await listSignals(trader, filter));
  },
});
