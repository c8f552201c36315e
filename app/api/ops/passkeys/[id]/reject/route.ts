import { serve } from "@/lib/server/http/serve";
import { rejectPasskey } from "@/lib/server/operators/reject-passkey";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/passkeys/[id]/reject", {
  POST: async ({ operator, params }) => {
    await rejectPasskey(operator, params["id"] ?? "");
    return new Response(null, { status: 204 });
  },
});
