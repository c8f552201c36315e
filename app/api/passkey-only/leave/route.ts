import { APPROVED_REQUEST } from "@/lib/contracts/passkeys";
import { serve } from "@/lib/server/http/serve";
import { leavePasskeyOnly } from "@/lib/server/passkeys/leave-passkey-only";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/passkey-only/leave", {
  POST: async ({ trader, json }) => {
    const { grantId } = await json(APPROVED_REQUEST);
    await leavePasskeyOnly(trader, grantId);
    return new Response(null, { status: 204 });
  },
});
