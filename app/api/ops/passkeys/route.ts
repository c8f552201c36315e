import { serve } from "@/lib/server/http/serve";
import { listPasskeysOfDesk } from "@/lib/server/operators/list-passkeys-of-desk";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/passkeys", {
  GET: async ({ operator }) => Response.json({ passkeys: await listPasskeysOfDesk(operator) }),
});
