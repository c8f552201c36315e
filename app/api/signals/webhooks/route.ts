import { WEBHOOK_REQUEST } from "@/lib/contracts/signals";
import { serve } from "@/lib/server/http/serve";
import { addWebhook } from "@/lib/server/signals/add-webhook";
import { listWebhooks } from "@/lib/server/signals/list-webhooks";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/webhooks", {
  GET: async ({ trader }) => Response.json(await listWebhooks(trader)),
  POST: async ({ trader, json }) => Response.json(await addWebhook(trader, (await json(WEBHOOK_REQUEST)).url), { status: 201 }),
});
