import { NETWORK_REQUEST } from "@/lib/contracts/ingest";
import { serve } from "@/lib/server/http/serve";
import { registerNetwork } from "@/lib/server/ingest/register-network";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ingest/networks", {
  PUT: async ({ json }) => Response.json(await registerNetwork(await json(NETWORK_REQUEST))),
});
