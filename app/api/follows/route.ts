import { serve } from "@/lib/server/http/serve";
import { listFollows } from "@/lib/server/wallets/list-follows";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/follows", {
  GET: async ({ trader }) => Response.json(await listFollows(trader)),
});
