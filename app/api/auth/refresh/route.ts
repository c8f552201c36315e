import { after } from "next/server";
import { answerRefresh, showRefreshPage } from "@/lib/server/http/answer-refresh";
import { serve } from "@/lib/server/http/serve";
import { revokeUpstream } from "@/lib/server/session/revoke-upstream";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/auth/refresh", {
  GET: showRefreshPage,
  POST: (call) => {
    after(() => revokeUpstream());
    return answerRefresh(call);
  },
});
