import { DECISION_REQUEST } from "@/lib/contracts/desk";
import { openDecision } from "@/lib/server/desk/open-decision";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/requests/[id]/decision", {
  POST: async ({ operator, params, json }) => {
    const { decision } = await json(DECISION_REQUEST);
    return Response.json(await openDecision(operator, params["id"] ?? "", decision), { status: 201 });
  },
});
