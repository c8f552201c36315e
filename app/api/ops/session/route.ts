import { serve } from "@/lib/server/http/serve";
import { operatorSessionDto } from "@/lib/server/operators/operator-session-dto";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/session", {
  GET: ({ operator, nowSeconds }) => Response.json(operatorSessionDto(operator, nowSeconds)),
});
