import { PASSKEY_PROOF_REQUEST } from "@/lib/contracts/operator-step-up";
import { serve } from "@/lib/server/http/serve";
import { proveOperatorGrant } from "@/lib/server/operators/prove-operator-grant";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/step-up/[grantId]/passkey", {
  POST: async ({ operator, params, json }) => {
    const { credential } = await json(PASSKEY_PROOF_REQUEST);
    return Response.json(await proveOperatorGrant(operator, params["grantId"] ?? "", credential));
  },
});
