import { PASSKEY_GRANT_REQUEST } from "@/lib/contracts/operator-step-up";
import { serve } from "@/lib/server/http/serve";
import { openPasskeyGrant } from "@/lib/server/operators/open-passkey-grant";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/passkeys/[id]/grant", {
  POST: async ({ operator, params, json }) => {
    const { act } = await json(PASSKEY_GRANT_REQUEST);
    return Response.json(await openPasskeyGrant(operator, { act, subjectId: params["id"] ?? "" }), { status: 201 });
  },
});
