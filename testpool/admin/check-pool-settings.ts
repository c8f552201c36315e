// Pool settings that are well formed on their own and still refused together.
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import type { ValueOf } from "../protocol/shapes";
import { acrNames, isAcrLevel } from "../tokens/acr-names";
import type { POOL_MEMBERS } from "./pool-members";

/** A request of CreateUserPool. */
export type PoolRequest = ValueOf<typeof POOL_MEMBERS>;

/** FeatureUnavailableInTierException; its sentence is assumed. */
export function featureUnavailable(feature: string, tier: string): CognitoException {
  return new CognitoException("FeatureUnavailableInTierException", `${feature} is not available in the ${tier} tier.`);
}

function checkTier(request: PoolRequest): void {
  const tier = request.UserPoolTier ?? "ESSENTIALS";
  const factors = request.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const threat = request.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF";
  // Threat protection is a feature of the Plus tier (documented).
  if (threat !== "OFF" && tier !== "PLUS") throw featureUnavailable("Threat protection", tier);
  if (tier !== "LITE") return;
  // Passwordless first factors, access token customization and names of ACR levels need the Essentials tier (documented).
  if (factors.some((factor) => factor !== "PASSWORD")) throw featureUnavailable("Passwordless sign-in", tier);
  if ((request.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? "V1_0") !== "V1_0")
    throw featureUnavailable("Access token customization", tier);
  if (request.AcrConfiguration !== undefined) throw featureUnavailable("AcrConfiguration", tier);
}

function checkMfa(request: PoolRequest): void {
  const mfa = request.MfaConfiguration ?? "OFF";
  if (mfa === "OFF") return;
  // CreateUserPool knows SMS as its only MFA method; other methods come with SetUserPoolMfaConfig (documented; sentence observed).
  if (request.SmsConfiguration === undefined) {
    throw invalidParameter("SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
  }
}

function checkRecovery(request: PoolRequest): void {
  const mechanisms = request.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  if (mechanisms.length > 1 && mechanisms.some((mechanism) => mechanism.Name === "admin_only")) {
    // Account recovery by an administrator excludes every other mechanism (documented; sentence observed).
    throw invalidParameter("Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.");
  }
  if (new Set(mechanisms.map((mechanism) => mechanism.Priority)).size < mechanisms.length) {
    throw invalidParameter("Account Recovery Setting cannot use one priority twice."); // Two mechanisms of one priority are refused (assumed).
  }
}

/** Levels are four, and no two may have one name, the default names of the others included (documented rules; sentences assumed). */
function checkAcr(request: PoolRequest): void {
  const levels = Object.keys(request.AcrConfiguration ?? {});
  if (!levels.every(isAcrLevel)) throw invalidParameter("AcrConfiguration names the levels Level1 to Level4 only.");
  const names = acrNames({ acrNames: acrNamesOf(request) });
  if (new Set(names).size < names.length) throw invalidParameter("Each AcrValue must be unique in the user pool.");
}

/** The pool's own names of ACR levels. */
export function acrNamesOf(request: PoolRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(request.AcrConfiguration ?? {}).map(([level, { AcrValue }]) => [level, AcrValue]));
}

/** Refuses combinations: InvalidParameterException, or FeatureUnavailableInTierException for what the pool's tier lacks. */
export function checkPoolSettings(request: PoolRequest): void {
  if ((request.AliasAttributes ?? []).length > 0 && (request.UsernameAttributes ?? []).length > 0) {
    // A pool has alias attributes or username attributes, never both (documented; sentence observed).
    throw invalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
  }
  const verified = request.AutoVerifiedAttributes ?? [];
  const waiting = request.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (waiting.some((name) => !verified.includes(name))) {
    // Only an attribute that is verified automatically can wait for its verification (documented rule; sentence assumed).
    throw invalidParameter("AttributesRequireVerificationBeforeUpdate must be among AutoVerifiedAttributes.");
  }
  if (
    request.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays !== undefined &&
    request.AdminCreateUserConfig?.UnusedAccountValidityDays !== undefined
  ) {
    // The old and the new name of the same setting exclude each other (documented; sentence observed).
    throw invalidParameter("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays");
  }
  checkTier(request);
  checkMfa(request);
  checkRecovery(request);
  checkAcr(request);
}
