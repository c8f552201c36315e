import { PLACE_REQUEST } from "@/lib/contracts/desk";
import { placeRequest } from "@/lib/server/desk/place-request";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/requests/[id]/place", {
  POST: async ({ operator, params, json }) => {
    const { grantId } = await json(PLACE_REQUEST);
    return Response.json(await placeRequest(operator, params["id"] ?? "", grantId));
  },
});
