import { LEGACY_DOOR } from "@/lib/server/cognito-proxy/legacy-door";
import { openLegacyWay } from "@/lib/server/cognito-proxy/open-legacy-way";
import { speakCognito } from "@/lib/server/cognito-proxy/speak-cognito";
import { clientAddress } from "@/lib/server/http/client-address";
import { refuseCall } from "@/lib/server/http/refuse-call";
import { serve } from "@/lib/server/http/serve";

// Off unless three settings open it, and from its last day on as if it had never been there.
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/auth/legacy-sign-in", {
  POST: (call) =>
    openLegacyWay(call.nowSeconds) === null
      ? refuseCall({ code: "not_found" })
      : speakCognito(call, clientAddress(call.request.headers), LEGACY_DOOR),
});
