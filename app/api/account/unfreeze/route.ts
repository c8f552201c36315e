import { CONFIRM_REQUEST } from "@/lib/contracts/withdrawals";
import { startUnfreezing } from "@/lib/server/acts/start-unfreezing";
import { serve } from "@/lib/server/http/serve";
import { services } from "@/lib/server/services";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/account/unfreeze", {
  POST: async ({ trader, json }) => {
    const { grantId } = await json(CONFIRM_REQUEST);
    const endsAtSeconds = await startUnfreezing(trader, grantId, services());
    return Response.json({ unfreezesAt: new Date(endsAtSeconds * 1_000).toISOString() });
  },
});
