import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/health", {
  GET: () => Response.json({ status: "ok" }),
});
