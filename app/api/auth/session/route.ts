import { serve } from "@/lib/server/http/serve";
import { sessionDto } from "@/lib/server/session/session-dto";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/auth/session", {
  GET: ({ trader, nowSeconds }) => Response.json(sessionDto(trader, nowSeconds)),
});
