import { DESK_REFRESH } from "@/lib/server/http/answer-operator-refresh";
import { answerRefresh, showRefreshPage } from "@/lib/server/http/answer-refresh";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/auth/refresh", {
  GET: (call) => showRefreshPage(call, DESK_REFRESH),
  POST: (call) => answerRefresh(call, DESK_REFRESH),
});
