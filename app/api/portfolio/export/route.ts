import { EXPORT_QUERY } from "@/lib/contracts/portfolio-export";
import { exportResponse } from "@/lib/server/exports/export-response";
import { readQuery } from "@/lib/server/http/read-query";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/portfolio/export", {
  GET: async ({ trader, request }) => exportResponse(trader, readQuery(request, EXPORT_QUERY).kind),
});
