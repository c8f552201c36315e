import { processReadiness } from "@/lib/server/http/process-readiness";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/health/ready", {
  GET: async () => {
    const readiness = await processReadiness();
    return Response.json(readiness, { status: readiness.status === "ready" ? 200 : 503 });
  },
});
