import { CANCEL_LINK_REQUEST, type RecoveryCancelledDto } from "@/lib/contracts/recovery";
import { serve } from "@/lib/server/http/serve";
import { refuseCall } from "@/lib/server/http/refuse-call";
import { cancelByLink } from "@/lib/server/recovery/cancel-recovery";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/recovery/cancel", {
  POST: async ({ json }) => {
    const { token } = await json(CANCEL_LINK_REQUEST);
    const cancelled = await cancelByLink(token);
    return cancelled.ok ? Response.json({ outcome: cancelled.value } satisfies RecoveryCancelledDto) : refuseCall(cancelled.refusal);
  },
});
