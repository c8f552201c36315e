import { agentOf } from "@/lib/server/http/agent-of";
import { oneOfQuery } from "@/lib/server/http/one-of-query";
import { refuseCall } from "@/lib/server/http/refuse-call";
import { serve } from "@/lib/server/http/serve";
import { readActivity } from "@/lib/server/queries/read-activity";
import { services } from "@/lib/server/services";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/v1/activity", {
  GET: async ({ bearer, request }) => {
    const page = await readActivity(services(), agentOf(bearer).sub, oneOfQuery(request, "cursor"));
    return page.ok ? Response.json(page.value) : refuseCall({ code: "invalid_request", detail: "This cursor is not one of ours." });
  },
});
