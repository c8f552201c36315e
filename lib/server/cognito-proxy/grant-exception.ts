// A grant's refusal in the shape that Amplify can read: it shows the name, and every name here has its sentence on the screens.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";

import { grantExpired, grantRefused, grantUsed, type CognitoException } from "./cognito-exception";

/** What a refusal of the step-up room is in Cognito's protocol. Unknown, foreign and mismatched grants all sound alike. */
export function grantException(refusal: Refusal): CognitoException {
  switch (refusal.code) {
    case "grant_expired":
      return grantExpired();
    case "grant_used":
      return grantUsed();
    default:
      return grantRefused();
  }
}
