import { WITHDRAWAL_REQUEST } from "@/lib/contracts/withdrawals";
import { refuseCall } from "@/lib/server/http/refuse-call";
import { serve } from "@/lib/server/http/serve";
import { listWithdrawals } from "@/lib/server/withdrawals/list-withdrawals";
import { prepareWithdrawal } from "@/lib/server/withdrawals/prepare-withdrawal";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/withdrawals", {
  GET: async ({ trader, request }) => {
    const cursors = new URL(request.url).searchParams.getAll("cursor");
    if (cursors.length > 1) return refuseCall({ code: "invalid_request", detail: "One cursor at a time." });
    return Response.json(await listWithdrawals(trader, cursors[0] ?? null));
  },
  POST: async ({ trader, request, json }) => {
    const key = request.headers.get("idempotency-key");
    return Response.json(await prepareWithdrawal(trader, key, await json(WITHDRAWAL_REQUEST)), { status: 201 });
  },
});
