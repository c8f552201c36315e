// The operations that the pool implements. A name that is missing here is refused loudly.
import type { Operation } from "../protocol/define-operation";
import { adminAddUserToGroup } from "../operations/admin-add-user-to-group";
import { adminCreateUser } from "../operations/admin-create-user";
import { adminDeleteSoftwareToken } from "../operations/admin-delete-software-token";
import { adminDisableUser } from "../operations/admin-disable-user";
import { adminEnableUser } from "../operations/admin-enable-user";
import { adminGetUser } from "../operations/admin-get-user";
import { adminInitiateAuth } from "../operations/admin-initiate-auth";
import { adminListGroupsForUser } from "../operations/admin-list-groups-for-user";
import { adminListUserSessions } from "../operations/admin-list-user-sessions";
import { adminResetUserPassword } from "../operations/admin-reset-user-password";
import { adminRespondToAuthChallenge } from "../operations/admin-respond-to-auth-challenge";
import { adminRevokeUserSession } from "../operations/admin-revoke-user-session";
import { adminSetUserMfaPreference } from "../operations/admin-set-user-mfa-preference";
import { adminSetUserPassword } from "../operations/admin-set-user-password";
import { adminUpdateUserAttributes } from "../operations/admin-update-user-attributes";
import { adminUserGlobalSignOut } from "../operations/admin-user-global-sign-out";
import { associateSoftwareToken } from "../operations/associate-software-token";
import { changePassword } from "../operations/change-password";
import { completeWebAuthnRegistration } from "../operations/complete-web-authn-registration";
import { confirmDevice } from "../operations/confirm-device";
import { confirmForgotPassword } from "../operations/confirm-forgot-password";
import { confirmSignUp } from "../operations/confirm-sign-up";
import { createGroup } from "../operations/create-group";
import { createResourceServer } from "../operations/create-resource-server";
import { createUserPool } from "../operations/create-user-pool";
import { createUserPoolClient } from "../operations/create-user-pool-client";
import { deleteUser } from "../operations/delete-user";
import { deleteUserAttributes } from "../operations/delete-user-attributes";
import { deleteWebAuthnCredential } from "../operations/delete-web-authn-credential";
import { describeUserPool } from "../operations/describe-user-pool";
import { describeUserPoolClient } from "../operations/describe-user-pool-client";
import { forgetDevice } from "../operations/forget-device";
import { forgotPassword } from "../operations/forgot-password";
import { getClientToken } from "../operations/get-client-token";
import { getTokensFromRefreshToken } from "../operations/get-tokens-from-refresh-token";
import { getUser } from "../operations/get-user";
import { getUserAttributeVerificationCode } from "../operations/get-user-attribute-verification-code";
import { getUserAuthFactors } from "../operations/get-user-auth-factors";
import { getUserPoolMfaConfig } from "../operations/get-user-pool-mfa-config";
import { globalSignOut } from "../operations/global-sign-out";
import { initiateAuth } from "../operations/initiate-auth";
import { listDevices } from "../operations/list-devices";
import { listGroups } from "../operations/list-groups";
import { listResourceServers } from "../operations/list-resource-servers";
import { listUserPoolClients } from "../operations/list-user-pool-clients";
import { listUserSessions } from "../operations/list-user-sessions";
import { listUsers } from "../operations/list-users";
import { listWebAuthnCredentials } from "../operations/list-web-authn-credentials";
import { resendConfirmationCode } from "../operations/resend-confirmation-code";
import { respondToAuthChallenge } from "../operations/respond-to-auth-challenge";
import { revokeToken } from "../operations/revoke-token";
import { revokeUserSession } from "../operations/revoke-user-session";
import { setUserMfaPreference } from "../operations/set-user-mfa-preference";
import { setUserPoolMfaConfig } from "../operations/set-user-pool-mfa-config";
import { setUserPoolSessionConfiguration } from "../operations/set-user-pool-session-configuration";
import { signUp } from "../operations/sign-up";
import { startWebAuthnRegistration } from "../operations/start-web-authn-registration";
import { updateDeviceStatus } from "../operations/update-device-status";
import { updateUserAttributes } from "../operations/update-user-attributes";
import { verifySoftwareToken } from "../operations/verify-software-token";
import { verifyUserAttribute } from "../operations/verify-user-attribute";

const ALL: readonly Operation[] = [
  adminAddUserToGroup,
  adminCreateUser,
  adminDeleteSoftwareToken,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminInitiateAuth,
  adminListGroupsForUser,
  adminListUserSessions,
  adminResetUserPassword,
  adminRespondToAuthChallenge,
  adminRevokeUserSession,
  adminSetUserMfaPreference,
  adminSetUserPassword,
  adminUpdateUserAttributes,
  adminUserGlobalSignOut,
  associateSoftwareToken,
  changePassword,
  completeWebAuthnRegistration,
  confirmDevice,
  confirmForgotPassword,
  confirmSignUp,
  createGroup,
  createResourceServer,
  createUserPool,
  createUserPoolClient,
  deleteUser,
  deleteUserAttributes,
  deleteWebAuthnCredential,
  describeUserPool,
  describeUserPoolClient,
  forgetDevice,
  forgotPassword,
  getClientToken,
  getTokensFromRefreshToken,
  getUser,
  getUserAttributeVerificationCode,
  getUserAuthFactors,
  getUserPoolMfaConfig,
  globalSignOut,
  initiateAuth,
  listDevices,
  listGroups,
  listResourceServers,
  listUserPoolClients,
  listUsers,
  listUserSessions,
  listWebAuthnCredentials,
  resendConfirmationCode,
  respondToAuthChallenge,
  revokeToken,
  revokeUserSession,
  setUserMfaPreference,
  setUserPoolMfaConfig,
  setUserPoolSessionConfiguration,
  signUp,
  startWebAuthnRegistration,
  updateDeviceStatus,
  updateUserAttributes,
  verifySoftwareToken,
  verifyUserAttribute,
];

/** Operation name to operation. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(ALL.map((operation) => [operation.name, operation]));
