import { serve } from "@/lib/server/http/serve";
import { removeWebhook } from "@/lib/server/signals/remove-webhook";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/webhooks/[id]", {
  DELETE: async ({ trader, params }) => {
    await removeWebhook(trader, params["id"] ?? "");
    return new Response(null, { status: 204 });
  },
});
