import { CONFIRM_REQUEST } from "@/lib/contracts/withdrawals";
import { confirmApiKey } from "@/lib/server/api-keys/confirm-api-key";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/api-keys/[id]/confirm", {
  POST: async ({ trader, params, json }) => {
    const { grantId } = await json(CONFIRM_REQUEST);
    return Response.json(await confirmApiKey(trader, params["id"] ?? "", grantId), { status: 201 });
  },
});
