// Every leaf of the pool policy with its place in Cognito's description. A leaf without a row here turns a test red.
import { CLIENT_SETTINGS } from "./client-settings";
import { listOf, type PoolSetting } from "./pool-setting";
import { THREAT_SETTINGS } from "./threat-settings";

const PASSWORD_NAMES = {
  minimumLength: "MinimumLength",
  requireLowercase: "RequireLowercase",
  requireUppercase: "RequireUppercase",
  requireNumbers: "RequireNumbers",
  requireSymbols: "RequireSymbols",
  temporaryPasswordValidityDays: "TemporaryPasswordValidityDays",
} as const;

const passwordSettings = (Object.keys(PASSWORD_NAMES) as (keyof typeof PASSWORD_NAMES)[]).map((leaf): PoolSetting => ({
  leaf: `passwordPolicy.${leaf}`,
  name: `PasswordPolicy.${PASSWORD_NAMES[leaf]}`,
  wanted: (policy) => policy.passwordPolicy[leaf],
  shown: ({ pool }) => pool.Policies?.PasswordPolicy?.[PASSWORD_NAMES[leaf]],
}));

const FACTOR_SETTINGS: readonly PoolSetting[] = [
  {
    ...{ leaf: "mfaConfiguration", name: "MfaConfiguration" },
    wanted: (policy) => policy.mfaConfiguration,
    shown: ({ pool }) => pool.MfaConfiguration,
  },
  {
    ...{ leaf: "softwareTokenMfa", name: "SoftwareTokenMfaConfiguration.Enabled" },
    wanted: (policy) => policy.softwareTokenMfa,
    shown: ({ mfa }) => mfa.SoftwareTokenMfaConfiguration?.Enabled ?? false,
  },
  {
    ...{ leaf: "smsMfa", name: "SmsMfaConfiguration" },
    wanted: (policy) => policy.smsMfa,
    shown: ({ mfa }) => mfa.SmsMfaConfiguration !== undefined,
  },
  {
    ...{ leaf: null, name: "EmailMfaConfiguration" },
    wanted: () => false,
    shown: ({ mfa }) => mfa.EmailMfaConfiguration !== undefined,
  },
  {
    ...{ leaf: "allowedFirstAuthFactors", name: "AllowedFirstAuthFactors" },
    wanted: (policy) => listOf(policy.allowedFirstAuthFactors),
    shown: ({ pool }) => listOf(pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"]),
  },
  {
    ...{ leaf: "webAuthn.userVerification", name: "WebAuthnConfiguration.UserVerification" },
    wanted: (policy) => policy.webAuthn.userVerification,
    shown: ({ mfa }) => mfa.WebAuthnConfiguration?.UserVerification,
  },
  {
    ...{ leaf: "webAuthn.factorConfiguration", name: "WebAuthnConfiguration.FactorConfiguration" },
    wanted: (policy) => policy.webAuthn.factorConfiguration,
    shown: ({ mfa }) => mfa.WebAuthnConfiguration?.FactorConfiguration ?? "SINGLE_FACTOR",
  },
  {
    ...{ leaf: "rememberDevices", name: "DeviceConfiguration" },
    wanted: (policy) => policy.rememberDevices,
    shown: ({ pool }) => pool.DeviceConfiguration !== undefined,
  },
];

const ACCOUNT_SETTINGS: readonly PoolSetting[] = [
  {
    ...{ leaf: "selfSignUp", name: "AllowAdminCreateUserOnly" },
    wanted: (policy) => !policy.selfSignUp,
    shown: ({ pool }) => pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
  },
  {
    ...{ leaf: "aliasAttributes", name: "AliasAttributes" },
    wanted: (policy) => listOf(policy.aliasAttributes),
    shown: ({ pool }) => listOf(pool.AliasAttributes),
  },
  {
    ...{ leaf: null, name: "UsernameAttributes" },
    wanted: () => [],
    shown: ({ pool }) => listOf(pool.UsernameAttributes),
  },
  {
    ...{ leaf: "caseSensitive", name: "UsernameConfiguration.CaseSensitive" },
    wanted: (policy) => policy.caseSensitive,
    shown: ({ pool }) => pool.UsernameConfiguration?.CaseSensitive ?? true,
  },
  {
    ...{ leaf: "autoVerifiedAttributes", name: "AutoVerifiedAttributes" },
    wanted: (policy) => listOf(policy.autoVerifiedAttributes),
    shown: ({ pool }) => listOf(pool.AutoVerifiedAttributes),
  },
  {
    ...{ leaf: "attributesRequireVerificationBeforeUpdate", name: "AttributesRequireVerificationBeforeUpdate" },
    wanted: (policy) => listOf(policy.attributesRequireVerificationBeforeUpdate),
    shown: ({ pool }) => listOf(pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate),
  },
  {
    ...{ leaf: "recoveryMechanisms", name: "RecoveryMechanisms" },
    wanted: (policy) => listOf(policy.recoveryMechanisms),
    shown: ({ pool }) => listOf(pool.AccountRecoverySetting?.RecoveryMechanisms?.map(({ Name }) => Name)),
  },
  {
    ...{ leaf: null, name: "Custom attributes" },
    wanted: () => [],
    shown: ({ pool }) => listOf(pool.SchemaAttributes?.map(({ Name }) => Name).filter((name) => /^(?:custom|dev):/.test(name ?? ""))),
  },
];

const POOL_SETTINGS: readonly PoolSetting[] = [
  ...THREAT_SETTINGS,
  {
    ...{ leaf: "userPoolTier", name: "UserPoolTier" },
    wanted: (policy) => policy.userPoolTier,
    shown: ({ pool }) => pool.UserPoolTier,
  },
  {
    ...{ leaf: "deletionProtection", name: "DeletionProtection" },
    wanted: (policy) => policy.deletionProtection,
    shown: ({ pool }) => pool.DeletionProtection ?? "INACTIVE",
  },
  {
    ...{ leaf: "issuerType", name: "IssuerConfiguration.Type" },
    wanted: (policy) => policy.issuerType,
    shown: ({ pool }) => pool.IssuerConfiguration?.Type ?? "ORIGINAL",
  },
  {
    ...{ leaf: "preTokenGenerationVersion", name: "LambdaConfig.PreTokenGenerationConfig.LambdaVersion" },
    wanted: (policy) => policy.preTokenGenerationVersion,
    // A pool without the trigger is told by the triggers, and once.
    shown: ({ pool }, policy) => versionOf(pool.LambdaConfig ?? {}) ?? policy.preTokenGenerationVersion,
  },
  {
    ...{ leaf: "triggers", name: "LambdaConfig" },
    wanted: (policy) => listOf(policy.triggers),
    shown: ({ pool }) =>
      listOf(Object.entries(pool.LambdaConfig ?? {}).flatMap(([name, set]) => (set === undefined ? [] : [triggerOf(name)]))),
  },
];

/** The form of the event; null where the trigger is not set. One that is set by its old member alone has the first form. */
function versionOf(config: {
  readonly PreTokenGenerationConfig?: { readonly LambdaVersion?: string | undefined } | undefined;
}): string | null {
  if (config.PreTokenGenerationConfig !== undefined) return config.PreTokenGenerationConfig.LambdaVersion ?? "V1_0";
  return "PreTokenGeneration" in config ? "V1_0" : null;
}

/** Cognito names the newer form of a trigger beside the old one; both are the one trigger. */
const triggerOf = (name: string): string => name.replace(/Config$/, "");

/** What is compared of a pool. */
export const SETTINGS: readonly PoolSetting[] = [
  ...POOL_SETTINGS,
  ...FACTOR_SETTINGS,
  ...ACCOUNT_SETTINGS,
  ...passwordSettings,
  ...CLIENT_SETTINGS,
];
