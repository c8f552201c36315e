// The operations that the pool implements. A name that is missing here is refused loudly.
import type { Operation } from "../protocol/define-operation";
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

const ALL: readonly Operation[] = [
  associateSoftwareToken,
  completeWebAuthnRegistration,
  confirmSignUp,
  deleteWebAuthnCredential,
  getTokensFromRefreshToken,
  getUser,
  globalSignOut,
  initiateAuth,
  listWebAuthnCredentials,
  resendConfirmationCode,
  respondToAuthChallenge,
  revokeToken,
  setUserMfaPreference,
  signUp,
  startWebAuthnRegistration,
  verifySoftwareToken,
];

/** Operation name to operation. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(ALL.map((operation) => [operation.name, operation]));
