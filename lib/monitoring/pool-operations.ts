// Which calls to a user pool change what it is, or change a user over the user's head. Sign-ins, reads and what our own migration does are none of them.

const CONFIGURATION =
  /^(?:Create|Update|Delete|Set|Add|Start|Stop|Tag|Untag|Replace)[A-Za-z]*(?:UserPool|UserPoolClient|UserPoolClientSecret|UserPoolDomain|UserPoolMfaConfig|ResourceServer|IdentityProvider|Group|LogDeliveryConfiguration|RiskConfiguration|UICustomization|ManagedLoginBranding|Terms|UserImportJob|CustomAttributes|Resource)$/;

const OVER_THE_HEAD: ReadonlySet<string> = new Set([
  ...["AdminSetUserPassword", "AdminResetUserPassword", "AdminSetUserMFAPreference", "AdminSetUserSettings"],
  ...[
    "AdminUpdateUserAttributes",
    "AdminDeleteUserAttributes",
    "AdminConfirmSignUp",
    "AdminEnableUser",
    "AdminDisableUser",
    "AdminDeleteUser",
  ],
  ...["AdminAddUserToGroup", "AdminRemoveUserFromGroup", "AdminLinkProviderForUser", "AdminDisableProviderForUser"],
  ...["AdminUpdateDeviceStatus", "AdminForgetDevice", "AdminUpdateAuthEventFeedback"],
]);

/** Whether this API call is told when somebody makes it. */
export const isPoolChange = (operation: string): boolean => CONFIGURATION.test(operation) || OVER_THE_HEAD.has(operation);
