import { RENAME_REQUEST } from "@/lib/contracts/passkeys";
import { serve } from "@/lib/server/http/serve";
import { renamePasskey } from "@/lib/server/passkeys/rename-passkey";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/passkeys/[id]", {
  PATCH: async ({ trader, params, json }) => {
    const { name } = await json(RENAME_REQUEST);
    await renamePasskey(trader, params["id"] ?? "", name);
    return new Response(null, { status: 204 });
  },
});
