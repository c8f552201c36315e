// The operations that the pool implements, by Cognito's name. A name that is missing here is refused loudly.
import type { Operation } from "../protocol/needs";
import { associateSoftwareToken } from "../operations/associate-software-token";
import { completeWebAuthnRegistration } from "../operations/complete-web-authn-registration";
import { confirmSignUp } from "../operations/confirm-sign-up";
import { deleteWebAuthnCredential } from "../operations/delete-web-authn-credential";
import { getTokensFromRefreshToken } from "../operations/get-tokens-from-refresh-token";
import { getUser } from "../operations/get-user";
import { globalSignOut } from "../operations/global-sign-out";
import { initiateAuth } from "../operations/initiate-auth";
import { listWebAuthnCredentials } from "../operations/list-web-authn-credentials";
import { resendConfirmationCode } from "../operations/resend-confirmation-code";
import { respondToAuthChallenge } from "../operations/respond-to-auth-challenge";
import { revokeToken } from "../operations/revoke-token";
import { setUserMfaPreference } from "../operations/set-user-mfa-preference";
import { signUp } from "../operations/sign-up";
import { startWebAuthnRegistration } from "../operations/start-web-authn-registration";
import { verifySoftwareToken } from "../operations/verify-software-token";

/** Operation name to operation. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["AssociateSoftwareToken", associateSoftwareToken],
  ["CompleteWebAuthnRegistration", completeWebAuthnRegistration],
  ["ConfirmSignUp", confirmSignUp],
  ["DeleteWebAuthnCredential", deleteWebAuthnCredential],
  ["GetTokensFromRefreshToken", getTokensFromRefreshToken],
  ["GetUser", getUser],
  ["GlobalSignOut", globalSignOut],
  ["InitiateAuth", initiateAuth],
  ["ListWebAuthnCredentials", listWebAuthnCredentials],
  ["ResendConfirmationCode", resendConfirmationCode],
  ["RespondToAuthChallenge", respondToAuthChallenge],
  ["RevokeToken", revokeToken],
  ["SetUserMFAPreference", setUserMfaPreference],
  ["SignUp", signUp],
  ["StartWebAuthnRegistration", startWebAuthnRegistration],
  ["VerifySoftwareToken", verifySoftwareToken],
]);
