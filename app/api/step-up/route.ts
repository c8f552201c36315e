import { STEP_UP_REQUEST } from "@/lib/contracts/step-up";
import { ACT_OF_PURPOSE } from "@/lib/server/acts/act-of-purpose";
import { serve } from "@/lib/server/http/serve";
import { openGrant } from "@/lib/server/step-up/open-grant";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/step-up", {
  POST: async ({ trader, json }) => {
    const act = await json(STEP_UP_REQUEST);
    return Response.json(await openGrant(trader, act, ACT_OF_PURPOSE[act.purpose]), { status: 201 });
  },
});
