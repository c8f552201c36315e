// SetUserPoolMfaConfig: which second factors a pool has, whether they are required, and its passkeys.
import { featureUnavailable } from "../admin/check-pool-settings";
import { describeMfaConfig } from "../admin/describe-mfa-config";
import { MFA_CONFIGURATION, SMS_CONFIGURATION } from "../admin/pool-members";
import { poolRequestOf } from "../admin/seeded-request";
import { invalidParameter } from "../protocol/cognito-exception";
import { USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { flag, needed, oneOf, structure, text, type ValueOf } from "../protocol/shapes";
import { requirePool } from "../store/find-client";
import type { PoolRecord, WebAuthnSettings } from "../store/settings-records";

const MEMBERS = {
  UserPoolId: needed(USER_POOL_ID),
  SmsMfaConfiguration: structure({ SmsAuthenticationMessage: text({ min: 6, max: 140 }), SmsConfiguration: SMS_CONFIGURATION }),
  SoftwareTokenMfaConfiguration: structure({ Enabled: flag }),
  EmailMfaConfiguration: structure({ Message: text({ min: 6, max: 20_000 }), Subject: text({ min: 1, max: 140 }) }),
  MfaConfiguration: MFA_CONFIGURATION,
  WebAuthnConfiguration: structure({
    RelyingPartyId: text({ min: 1, max: 127 }),
    UserVerification: oneOf(["required", "preferred"]),
    FactorConfiguration: oneOf(["SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"]),
  }),
} as const;
type MfaRequest = ValueOf<typeof MEMBERS>;

function webAuthnOf(pool: PoolRecord, request: MfaRequest): WebAuthnSettings | null {
  const asked = request.WebAuthnConfiguration;
  if (asked === undefined) return pool.webAuthn;
  const relyingPartyId = asked.RelyingPartyId ?? pool.webAuthn?.relyingPartyId;
  // A pool without a domain has no relying party of its own, so that one must be named (assumed).
  if (relyingPartyId === undefined) throw invalidParameter("RelyingPartyId is required.");
  return {
    relyingPartyId,
    // User verification is preferred unless it was required, and passkeys are a single factor unless said otherwise (documented).
    userVerification: asked.UserVerification ?? pool.webAuthn?.userVerification ?? "preferred",
    factorConfiguration: asked.FactorConfiguration ?? pool.webAuthn?.factorConfiguration ?? "SINGLE_FACTOR",
  };
}

function checkTogether(request: MfaRequest, changed: PoolRecord): void {
  const isAnyAsked = request.SoftwareTokenMfaConfiguration?.Enabled === true || request.SmsMfaConfiguration !== undefined;
  if (request.MfaConfiguration === "OFF" && isAnyAsked) {
    // MFA that is off has no methods (sentence observed).
    throw invalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
  }
  const hasMethod = changed.softwareTokenMfa || changed.emailMfa || changed.smsMfa;
  if (changed.mfaConfiguration !== "OFF" && !hasMethod) {
    // MFA that is on or optional has at least one method (sentence observed).
    throw invalidParameter("Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.");
  }
  if (changed.mfaConfiguration === "ON" && changed.firstFactors.some((factor) => factor === "EMAIL_OTP" || factor === "SMS_OTP")) {
    // Required MFA excludes one-time passwords as first factors (documented rule; sentence assumed).
    throw invalidParameter("MFA cannot be required in a user pool that allows EMAIL_OTP or SMS_OTP as a first factor.");
  }
}

/** The texts that belong to the methods, which the pool repeats. */
function askedAfter(pool: PoolRecord, { SmsMfaConfiguration, EmailMfaConfiguration }: MfaRequest): Readonly<Record<string, unknown>> {
  return {
    ...(pool.asked ?? poolRequestOf(pool)),
    ...(SmsMfaConfiguration === undefined ? {} : { SmsMfaConfiguration }),
    ...(EmailMfaConfiguration === undefined ? {} : { EmailMfaConfiguration }),
  };
}

/** Answers the settings after the change. Members that are left out keep what was set before (assumed). */
export const setUserPoolMfaConfig = defineOperation({
  name: "SetUserPoolMfaConfig",
  access: "signed",
  quota: "UserPoolUpdate",
  request: MEMBERS,
  refusals: ["FeatureUnavailableInTierException"],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    if (pool.tier === "LITE" && request.EmailMfaConfiguration !== undefined) throw featureUnavailable("Email MFA", pool.tier);
    if (pool.tier === "LITE" && request.WebAuthnConfiguration !== undefined) throw featureUnavailable("WebAuthnConfiguration", pool.tier);
    const mfaConfiguration = request.MfaConfiguration ?? pool.mfaConfiguration;
    const changed: PoolRecord = {
      ...pool,
      mfaConfiguration,
      softwareTokenMfa: mfaConfiguration !== "OFF" && (request.SoftwareTokenMfaConfiguration?.Enabled ?? pool.softwareTokenMfa),
      // Real pools mail these codes through Amazon SES only; this pool asks for no such configuration (documented, left out on purpose).
      emailMfa: mfaConfiguration !== "OFF" && (pool.emailMfa || request.EmailMfaConfiguration !== undefined),
      smsMfa: mfaConfiguration !== "OFF" && (pool.smsMfa || request.SmsMfaConfiguration !== undefined),
      webAuthn: webAuthnOf(pool, request),
      asked: askedAfter(pool, request),
      modifiedAtSeconds: needs.clock.nowSeconds(),
    };
    checkTogether(request, changed);
    needs.store.put("pools", pool.id, changed);
    return describeMfaConfig(changed);
  },
});
