import { DECIDE_REQUEST } from "@/lib/contracts/desk";
import { decideRequest } from "@/lib/server/desk/decide-request";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/requests/[id]/decide", {
  POST: async ({ operator, params, json }) => {
    const { decision, grantId } = await json(DECIDE_REQUEST);
    return Response.json(await decideRequest(operator, params["id"] ?? "", { decision, grantId }));
  },
});
