// The allow-list: an operation that is not here does not exist. Names are compared exactly, case and all.
import "server-only";
import type { Operation } from "./define-operation";
import { getUser, setUserMfaPreference } from "./operations/account";
import { getUserAttributeVerificationCode, updateUserAttributes, verifyUserAttribute } from "./operations/change-email";
import { changePassword } from "./operations/change-password";
import { deleteUser } from "./operations/delete-user";
import { confirmForgotPassword, forgotPassword } from "./operations/forgot-password";
import { initiateAuth } from "./operations/initiate-auth";
import { respondToAuthChallenge } from "./operations/respond-to-auth-challenge";
import { confirmSignUp, resendConfirmationCode, signUp } from "./operations/sign-up";
import { associateSoftwareToken, verifySoftwareToken } from "./operations/software-token";
import { getTokensFromRefreshToken, globalSignOut, revokeToken } from "./operations/tokens";
import {
  completeWebAuthnRegistration,
  deleteWebAuthnCredential,
  listWebAuthnCredentials,
  startWebAuthnRegistration,
} from "./operations/web-authn";

const ALLOWED: readonly Operation[] = [
  signUp,
  confirmSignUp,
  resendConfirmationCode,
  initiateAuth,
  respondToAuthChallenge,
  associateSoftwareToken,
  verifySoftwareToken,
  setUserMfaPreference,
  getUser,
  startWebAuthnRegistration,
  completeWebAuthnRegistration,
  listWebAuthnCredentials,
  deleteWebAuthnCredential,
  getTokensFromRefreshToken,
  revokeToken,
  globalSignOut,
  forgotPassword,
  confirmForgotPassword,
  changePassword,
  updateUserAttributes,
  getUserAttributeVerificationCode,
  verifyUserAttribute,
  deleteUser,
];

/** What stands before an operation's name in `X-Amz-Target`. */
export const TARGET_PREFIX = "AWSCognitoIdentityProviderService.";
const BY_TARGET: ReadonlyMap<string, Operation> = new Map(ALLOWED.map((operation) => [TARGET_PREFIX + operation.name, operation]));

/** The operation that an `X-Amz-Target` header names, or null for anything but an exact target of the allow-list. */
export function findOperation(target: string | null): Operation | null {
  return target === null ? null : (BY_TARGET.get(target) ?? null);
}
