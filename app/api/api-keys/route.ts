import { API_KEY_REQUEST } from "@/lib/contracts/api-keys";
import { draftApiKey } from "@/lib/server/api-keys/draft-api-key";
import { listApiKeys } from "@/lib/server/api-keys/list-api-keys";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/api-keys", {
  GET: async ({ trader }) => Response.json(await listApiKeys(trader)),
  POST: async ({ trader, json }) => Response.json(await draftApiKey(trader, await json(API_KEY_REQUEST)), { status: 201 }),
});
