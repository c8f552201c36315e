import type { RecoveryCancelledDto } from "@/lib/contracts/recovery";
import { serve } from "@/lib/server/http/serve";
import { refuseCall } from "@/lib/server/http/refuse-call";
import { cancelRecovery } from "@/lib/server/recovery/cancel-recovery";

// Every device of the trader's may cancel, also one that may only look. A session on a passkey that was planted at the pool may not: its owner could
// then keep the trader out for ever.
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(
  "/api/account/recovery/cancel",
  {
    POST: async ({ trader }) => {
      const cancelled = await cancelRecovery(trader);
      return cancelled.ok ? Response.json({ outcome: cancelled.value } satisfies RecoveryCancelledDto) : refuseCall(cancelled.refusal);
    },
  },
  { admitsReadOnly: ["view_only", "frozen"] },
);
