import { RECOVERY_CODES_REQUEST } from "@/lib/contracts/recovery";
import { serve } from "@/lib/server/http/serve";
import { getRecoveryCodes } from "@/lib/server/queries/get-recovery-codes";
import { makeRecoveryCodes } from "@/lib/server/recovery/make-recovery-codes";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/account/recovery-codes", {
  GET: async () => Response.json(await getRecoveryCodes()),
  POST: async ({ trader, json }) => {
    const { grantId } = await json(RECOVERY_CODES_REQUEST);
    return Response.json(await makeRecoveryCodes(trader, grantId), { status: 201 });
  },
});
