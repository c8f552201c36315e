import { revokeApiKey } from "@/lib/server/api-keys/revoke-api-key";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/api-keys/[id]", {
  DELETE: async ({ trader, params }) => {
    await revokeApiKey(trader, params["id"] ?? "");
    return new Response(null, { status: 204 });
  },
});
