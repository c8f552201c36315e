import { withdrawRequest } from "@/lib/server/desk/withdraw-request";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/requests/[id]/withdraw", {
  POST: async ({ operator, params }) => Response.json(await withdrawRequest(operator, params["id"] ?? "")),
});
