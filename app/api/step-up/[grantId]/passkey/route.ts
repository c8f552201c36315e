import { PASSKEY_PROOF_REQUEST } from "@/lib/contracts/step-up";
import { serve } from "@/lib/server/http/serve";
import { proveByPasskey } from "@/lib/server/step-up/prove-by-passkey";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/step-up/[grantId]/passkey", {
  POST: async ({ trader, params, json }) => {
    const { credential } = await json(PASSKEY_PROOF_REQUEST);
    return Response.json(await proveByPasskey(trader, params["grantId"] ?? "", credential));
  },
});
