import { cognitoRefusal, speakCognito } from "@/lib/server/cognito-proxy/speak-cognito";
import { STAFF_DOOR } from "@/lib/server/cognito-proxy/staff/staff-door";
import { clientAddress } from "@/lib/server/http/client-address";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(
  "/api/ops/auth/cognito",
  { POST: (call) => speakCognito(call, clientAddress(call.request.headers), STAFF_DOOR) },
  { refusalResponse: cognitoRefusal },
);
