import { APPROVED_REQUEST } from "@/lib/contracts/passkeys";
import { serve } from "@/lib/server/http/serve";
import { removeAuthenticator } from "@/lib/server/passkeys/remove-authenticator";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/authenticator/remove", {
  POST: async ({ trader, json }) => {
    const { grantId } = await json(APPROVED_REQUEST);
    await removeAuthenticator(trader, grantId);
    return new Response(null, { status: 204 });
  },
});
