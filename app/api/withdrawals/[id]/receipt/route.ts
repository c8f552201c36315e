import { serve } from "@/lib/server/http/serve";
import { readReceiptFile } from "@/lib/server/withdrawals/read-receipt";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/withdrawals/[id]/receipt", {
  // The very bytes of the file: parsing and writing them again would be another spelling.
  GET: async ({ trader, params }) =>
    new Response(await readReceiptFile(trader, params["id"] ?? ""), { headers: { "content-type": "application/json" } }),
});
