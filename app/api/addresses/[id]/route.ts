import { removeAddress } from "@/lib/server/addresses/remove-address";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/addresses/[id]", {
  DELETE: async ({ trader, params }) => {
    await removeAddress(trader, params["id"] ?? "");
    return new Response(null, { status: 204 });
  },
});
