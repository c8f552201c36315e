// Which calls to a user pool are told when somebody makes them: all that change the pool, or a user over the user's head. What is not known here is told,
// because an operation that AWS adds tomorrow is no more harmless for being new.

const CHANGES = /^(?:Create|Update|Delete|Set|Add|Put|Remove|Replace|Import|Start|Stop|Tag|Untag|Associate|Disassociate|Admin)[A-Z]/;

const READS_AND_SIGN_INS = /^Admin(?:Get|List|InitiateAuth$|RespondToAuthChallenge$)/;

/** What users do for themselves, and what the migration of accounts and the ending of sessions do every day. */
const ORDINARY: ReadonlySet<string> = new Set([
  ...["UpdateUserAttributes", "DeleteUserAttributes", "DeleteUser", "SetUserMFAPreference", "SetUserSettings", "UpdateDeviceStatus"],
  ...["UpdateAuthEventFeedback", "StartWebAuthnRegistration", "DeleteWebAuthnCredential", "AssociateSoftwareToken"],
  ...["AdminCreateUser", "AdminUserGlobalSignOut", "AdminRevokeUserSession"],
]);

/** Whether this API call is told. */
export const isPoolChange = (operation: string): boolean =>
  CHANGES.test(operation) && !READS_AND_SIGN_INS.test(operation) && !ORDINARY.has(operation);
