import { serve } from "@/lib/server/http/serve";
import { testWebhook } from "@/lib/server/signals/test-webhook";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/webhooks/[id]/test", {
  POST: async ({ trader, params }) => Response.json(await testWebhook(trader, params["id"] ?? ""), { status: 202 }),
});
