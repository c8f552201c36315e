import { serve } from "@/lib/server/http/serve";
import { getCursor } from "@/lib/server/ingest/get-cursor";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ingest/cursor", {
  GET: async ({ request }) => Response.json(await getCursor(new URL(request.url).searchParams)),
});
