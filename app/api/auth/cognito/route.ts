import { SIGN_IN_DOOR } from "@/lib/server/cognito-proxy/sign-in-door";
import { cognitoRefusal, speakCognito } from "@/lib/server/cognito-proxy/speak-cognito";
import { clientAddress } from "@/lib/server/http/client-address";
import { serve } from "@/lib/server/http/serve";

// The protocol's errors have Cognito's shape, the wrapper's included: Amplify reads nothing else.
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(
  "/api/auth/cognito",
  { POST: (call) => speakCognito(call, clientAddress(call.request.headers), SIGN_IN_DOOR) },
  { refusalResponse: cognitoRefusal },
);
