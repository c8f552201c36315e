// A pool and its clients as a seed writes them. What is left out has AWS's default, with two exceptions that save every seed a line:
// authenticator apps are on wherever MFA is, and passkeys are an allowed first factor wherever they are configured.
import { defaultClient, defaultPool } from "./pool-defaults";
import { choiceOr, choicesOr, flagOr, placeIn, placesIn, SeedError, text, textOr, wholeOr, type SeedPlace } from "./seed-fields";
import {
  TRIGGER_NAMES,
  type AttributeSchema,
  type ClientRecord,
  type DeviceSettings,
  type FirstFactorSetting,
  type GroupRecord,
  type PasswordPolicy,
  type PoolRecord,
  type RecoveryOption,
  type ResourceServerRecord,
  type WebAuthnSettings,
} from "./settings-records";

const FIRST_FACTORS: readonly FirstFactorSetting[] = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];
const RECOVERY: readonly RecoveryOption[] = ["verified_email", "verified_phone_number", "admin_only"];
const NAMES = ["email", "phone_number", "preferred_username"] as const;

function webAuthn(place: SeedPlace | null): WebAuthnSettings | null {
  if (place === null) return null;
  return {
    relyingPartyId: text(place, "relyingPartyId"),
    userVerification: choiceOr(place, "userVerification", ["required", "preferred"], "required"),
    factorConfiguration: choiceOr(place, "factorConfiguration", ["SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"], "SINGLE_FACTOR"),
  };
}

function passwordPolicy(place: SeedPlace | null, fallback: PasswordPolicy): PasswordPolicy {
  if (place === null) return fallback;
  return {
    lengthMin: wholeOr(place, "lengthMin", fallback.lengthMin),
    requireLowercase: flagOr(place, "requireLowercase", false),
    requireUppercase: flagOr(place, "requireUppercase", false),
    requireNumbers: flagOr(place, "requireNumbers", false),
    requireSymbols: flagOr(place, "requireSymbols", false),
    historySize: wholeOr(place, "historySize", fallback.historySize),
    temporaryDays: wholeOr(place, "temporaryDays", fallback.temporaryDays),
  };
}

function devices(place: SeedPlace | null): DeviceSettings | null {
  if (place === null) return null;
  return {
    challengeRequiredOnNewDevice: flagOr(place, "challengeRequiredOnNewDevice", false),
    onlyRememberedOnUserPrompt: flagOr(place, "onlyRememberedOnUserPrompt", false),
  };
}

function customAttribute(place: SeedPlace): AttributeSchema {
  const name = text(place, "name");
  return {
    name: name.startsWith("custom:") ? name : `custom:${name}`,
    type: choiceOr(place, "type", ["String", "Number", "DateTime", "Boolean"], "String"),
    isMutable: flagOr(place, "isMutable", true),
    isRequired: false,
    lengthMin: wholeOr(place, "lengthMin", 0),
    lengthMax: wholeOr(place, "lengthMax", 2048),
    numberMin: null,
    numberMax: null,
  };
}

/** The pool of a seed. */
export function seedPool(place: SeedPlace, nowSeconds: number): PoolRecord {
  const id = text(place, "id");
  if (!/^[\w-]+_[0-9a-zA-Z]+$/.test(id)) throw new SeedError(`The seed needs a pool id like eu-central-1_AbCdEf123 at ${place.where}.id.`);
  const fallback = defaultPool(id, nowSeconds);
  const mfaConfiguration = choiceOr(place, "mfaConfiguration", ["OFF", "OPTIONAL", "ON"], fallback.mfaConfiguration);
  const passkeys = webAuthn(placeIn(place, "webAuthn"));
  const sessions = placeIn(place, "sessionTracking");
  return {
    ...fallback,
    name: textOr(place, "name", fallback.name),
    region: textOr(place, "region", fallback.region),
    mfaConfiguration,
    softwareTokenMfa: flagOr(place, "softwareTokenMfa", mfaConfiguration !== "OFF"),
    emailMfa: flagOr(place, "emailMfa", false),
    smsMfa: flagOr(place, "smsMfa", false),
    webAuthn: passkeys,
    selfSignUp: flagOr(place, "selfSignUp", true),
    issuerType: choiceOr(place, "issuerType", ["ORIGINAL", "UPDATED"], "ORIGINAL"),
    passwordPolicy: passwordPolicy(placeIn(place, "passwordPolicy"), fallback.passwordPolicy),
    firstFactors: choicesOr(place, "firstFactors", FIRST_FACTORS, passkeys === null ? ["PASSWORD"] : ["PASSWORD", "WEB_AUTHN"]),
    aliasAttributes: choicesOr(place, "aliasAttributes", NAMES, []),
    usernameAttributes: choicesOr(place, "usernameAttributes", ["email", "phone_number"], []),
    autoVerifiedAttributes: choicesOr(place, "autoVerifiedAttributes", ["email", "phone_number"], []),
    isCaseSensitive: flagOr(place, "isCaseSensitive", false),
    verifyBeforeUpdate: choicesOr(place, "verifyBeforeUpdate", ["email", "phone_number"], []),
    customAttributes: placesIn(place, "customAttributes").map(customAttribute),
    requiredAttributes: choicesOr(place, "requiredAttributes", null, []),
    recoveryOptions: choicesOr(place, "recoveryOptions", RECOVERY, fallback.recoveryOptions),
    devices: devices(placeIn(place, "devices")),
    triggers: choicesOr(place, "triggers", TRIGGER_NAMES, []),
    preTokenVersion: choiceOr(place, "preTokenVersion", ["V1_0", "V2_0", "V3_0"], "V1_0"),
    nativeStepUp: flagOr(place, "nativeStepUp", false),
    sessionTracking: sessions === null ? null : { maxPerUser: wholeOr(sessions, "maxPerUser", 20) },
    quotas: flagOr(place, "quotas", false),
    tier: choiceOr(place, "tier", ["LITE", "ESSENTIALS", "PLUS"], fallback.tier),
    deletionProtection: flagOr(place, "deletionProtection", false),
  };
}

/** A client of a seed. */
export function seedClient(place: SeedPlace, poolId: string, nowSeconds: number): ClientRecord {
  const id = text(place, "id");
  const fallback = defaultClient(id, poolId, nowSeconds);
  const rotation = placeIn(place, "rotation");
  const lists = (name: string): readonly string[] | null => (place.fields[name] === undefined ? null : choicesOr(place, name, null, []));
  const accessTokenSeconds = wholeOr(place, "accessTokenSeconds", fallback.accessTokenSeconds);
  return {
    ...fallback,
    name: textOr(place, "name", fallback.name),
    secret: textOr(place, "secret", null),
    explicitAuthFlows: choicesOr(place, "explicitAuthFlows", null, fallback.explicitAuthFlows),
    accessTokenSeconds,
    idTokenSeconds: wholeOr(place, "idTokenSeconds", accessTokenSeconds),
    refreshTokenSeconds: wholeOr(place, "refreshTokenSeconds", fallback.refreshTokenSeconds),
    authSessionSeconds: wholeOr(place, "authSessionSeconds", fallback.authSessionSeconds),
    rotation: {
      enabled: rotation !== null && flagOr(rotation, "enabled", false),
      graceSeconds: rotation === null ? 0 : wholeOr(rotation, "graceSeconds", 0),
    },
    preventUserExistenceErrors: flagOr(place, "preventUserExistenceErrors", false),
    tokenRevocation: flagOr(place, "tokenRevocation", true),
    readAttributes: lists("readAttributes"),
    writeAttributes: lists("writeAttributes"),
    oauthFlows: choicesOr(place, "oauthFlows", ["code", "implicit", "client_credentials"], []),
    oauthScopes: choicesOr(place, "oauthScopes", null, []),
    propagatesContext: flagOr(place, "propagatesContext", false),
  };
}

/** A group of a seed. */
export function seedGroup(place: SeedPlace, poolId: string, nowSeconds: number): GroupRecord {
  return {
    poolId,
    name: text(place, "name"),
    description: textOr(place, "description", null),
    roleArn: textOr(place, "roleArn", null),
    precedence: place.fields["precedence"] === undefined ? null : wholeOr(place, "precedence", 0),
    createdAtSeconds: nowSeconds,
    modifiedAtSeconds: nowSeconds,
  };
}

/** A resource server of a seed. */
export function seedResourceServer(place: SeedPlace, poolId: string): ResourceServerRecord {
  const identifier = text(place, "identifier");
  const scopes = placesIn(place, "scopes").map((scope) => ({
    name: text(scope, "name"),
    description: textOr(scope, "description", text(scope, "name")),
  }));
  return { poolId, identifier, name: textOr(place, "name", identifier), scopes };
}
