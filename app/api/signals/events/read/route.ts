import { SIGNALS_READ } from "@/lib/contracts/signals";
import { serve } from "@/lib/server/http/serve";
import { markRead } from "@/lib/server/signals/mark-read";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/events/read", {
  POST: async ({ trader, json }) => {
    await markRead(trader, (await json(SIGNALS_READ)).ids);
    return new Response(null, { status: 204 });
  },
});
