import { cognitoRefusal, speakCognito } from "@/lib/server/cognito-proxy/speak-cognito";
import { stepUpDoor } from "@/lib/server/cognito-proxy/step-up-door";
import { clientAddress } from "@/lib/server/http/client-address";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(
  "/api/step-up/[grantId]/cognito",
  { POST: (call) => speakCognito(call, clientAddress(call.request.headers), stepUpDoor(call.trader, call.params["grantId"] ?? "")) },
  { refusalResponse: cognitoRefusal },
);
