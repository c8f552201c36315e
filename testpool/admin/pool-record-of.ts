// CreateUserPool's settings as the record that the pool's rules read.
import { DEFAULT_PASSWORD_POLICY, defaultPool } from "../store/pool-defaults";
import { TRIGGER_NAMES, type PasswordPolicy, type PoolRecord, type RecoveryOption, type TriggerName } from "../store/settings-records";
import { acrNamesOf, checkPoolSettings, type PoolRequest } from "./check-pool-settings";
import { readSchema } from "./pool-schema";

function passwordPolicyOf(request: PoolRequest): PasswordPolicy {
  const asked = request.Policies?.PasswordPolicy;
  const temporaryDays =
    asked?.TemporaryPasswordValidityDays ??
    request.AdminCreateUserConfig?.UnusedAccountValidityDays ??
    DEFAULT_PASSWORD_POLICY.temporaryDays;
  if (asked === undefined) return { ...DEFAULT_PASSWORD_POLICY, temporaryDays };
  return {
    // A policy that is given but says nothing about a rule has the rule switched off, and the length stays 8 (assumed).
    lengthMin: asked.MinimumLength ?? DEFAULT_PASSWORD_POLICY.lengthMin,
    requireLowercase: asked.RequireLowercase ?? false,
    requireUppercase: asked.RequireUppercase ?? false,
    requireNumbers: asked.RequireNumbers ?? false,
    requireSymbols: asked.RequireSymbols ?? false,
    historySize: asked.PasswordHistorySize ?? 0,
    // Zero days count as the default of seven days (documented).
    temporaryDays: temporaryDays === 0 ? DEFAULT_PASSWORD_POLICY.temporaryDays : temporaryDays,
  };
}

function triggersOf(config: PoolRequest["LambdaConfig"]): readonly TriggerName[] {
  if (config === undefined) return [];
  const has = (name: TriggerName) =>
    config[name] !== undefined || (name === "PreTokenGeneration" && config.PreTokenGenerationConfig !== undefined);
  return TRIGGER_NAMES.filter(has);
}

function recoveryOf(request: PoolRequest, fallback: readonly RecoveryOption[]): readonly RecoveryOption[] {
  const mechanisms = request.AccountRecoverySetting?.RecoveryMechanisms;
  if (mechanisms === undefined) return fallback;
  return [...mechanisms].sort((left, right) => left.Priority - right.Priority).map((mechanism) => mechanism.Name);
}

function devicesOf(config: PoolRequest["DeviceConfiguration"]): PoolRecord["devices"] {
  if (config === undefined) return null;
  return {
    challengeRequiredOnNewDevice: config.ChallengeRequiredOnNewDevice ?? false,
    onlyRememberedOnUserPrompt: config.DeviceOnlyRememberedOnUserPrompt ?? false,
  };
}

/** The record of a new pool. Refuses settings that AWS refuses, with InvalidParameter and FeatureUnavailableInTier exceptions. */
export function poolRecordOf(request: PoolRequest, id: string, nowSeconds: number): PoolRecord {
  checkPoolSettings(request);
  const fallback = defaultPool(id, nowSeconds);
  return {
    ...fallback,
    ...readSchema(request.Schema ?? []),
    name: request.PoolName,
    mfaConfiguration: request.MfaConfiguration ?? "OFF",
    selfSignUp: request.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    issuerType: request.IssuerConfiguration?.Type ?? fallback.issuerType,
    passwordPolicy: passwordPolicyOf(request),
    firstFactors: request.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? fallback.firstFactors,
    aliasAttributes: request.AliasAttributes ?? [],
    usernameAttributes: request.UsernameAttributes ?? [],
    autoVerifiedAttributes: request.AutoVerifiedAttributes ?? [],
    // A pool made by the API without UsernameConfiguration distinguishes letter case (documented).
    isCaseSensitive: request.UsernameConfiguration?.CaseSensitive ?? true,
    verifyBeforeUpdate: request.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
    recoveryOptions: recoveryOf(request, fallback.recoveryOptions),
    devices: devicesOf(request.DeviceConfiguration),
    triggers: triggersOf(request.LambdaConfig),
    preTokenVersion: request.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? "V1_0",
    // Native step-up is offered by a pool whose ACR levels were named; whether AWS asks for that is not known (assumed).
    nativeStepUp: request.AcrConfiguration !== undefined,
    acrNames: acrNamesOf(request),
    tier: request.UserPoolTier ?? fallback.tier,
    deletionProtection: request.DeletionProtection === "ACTIVE",
    asked: request,
  };
}
