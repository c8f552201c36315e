import { APPROVED_REQUEST } from "@/lib/contracts/passkeys";
import { serve } from "@/lib/server/http/serve";
import { enterPasskeyOnly } from "@/lib/server/passkeys/enter-passkey-only";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/passkey-only/enter", {
  POST: async ({ trader, json }) => {
    const { grantId } = await json(APPROVED_REQUEST);
    await enterPasskeyOnly(trader, grantId);
    return new Response(null, { status: 204 });
  },
});
