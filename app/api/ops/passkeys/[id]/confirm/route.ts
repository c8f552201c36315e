import { GRANT_REQUEST } from "@/lib/contracts/operator-step-up";
import { serve } from "@/lib/server/http/serve";
import { confirmColleaguePasskey } from "@/lib/server/operators/confirm-colleague-passkey";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/passkeys/[id]/confirm", {
  POST: async ({ operator, params, json }) => {
    const { grantId } = await json(GRANT_REQUEST);
    await confirmColleaguePasskey(operator, params["id"] ?? "", grantId);
    return new Response(null, { status: 204 });
  },
});
