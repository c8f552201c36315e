import { countPasskeysAsMfa } from "@/lib/server/cognito-proxy/count-passkeys-as-mfa";
import { serve } from "@/lib/server/http/serve";
import { listPasskeys } from "@/lib/server/passkeys/list-passkeys";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/passkeys", {
  GET: async ({ trader, requestId, nowSeconds }) => {
    const listed = await listPasskeys(trader);
    // What an enrolment could not tell the pool is told at the next look.
    if (listed.passkeys.length > 0) await countPasskeysAsMfa(trader, { requestId, nowSeconds });
    return Response.json(listed);
  },
});
