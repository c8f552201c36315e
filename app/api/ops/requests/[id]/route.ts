import { readRequest } from "@/lib/server/desk/read-request";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/requests/[id]", {
  GET: async ({ operator, params }) => Response.json(await readRequest(operator, params["id"] ?? "")),
});
