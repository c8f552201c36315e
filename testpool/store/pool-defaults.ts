// What a pool and a client are when nothing else was said: AWS's own defaults (documented), except where a line says otherwise.
import type { ClientRecord, PasswordPolicy, PoolRecord } from "./settings-records";

const DAY_SECONDS = 86_400;

export const DEFAULT_PASSWORD_POLICY: PasswordPolicy = {
  lengthMin: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  historySize: 0,
  temporaryDays: 7,
};

/** A pool of that id with every setting at its default. */
export function defaultPool(id: string, nowSeconds: number): PoolRecord {
  return {
    id,
    name: id,
    region: id.slice(0, id.indexOf("_")),
    createdAtSeconds: nowSeconds,
    modifiedAtSeconds: nowSeconds,
    mfaConfiguration: "OFF",
    softwareTokenMfa: false,
    emailMfa: false,
    smsMfa: false,
    webAuthn: null,
    selfSignUp: true,
    issuerType: "ORIGINAL",
    passwordPolicy: DEFAULT_PASSWORD_POLICY,
    firstFactors: ["PASSWORD"],
    aliasAttributes: [],
    usernameAttributes: [],
    autoVerifiedAttributes: [],
    isCaseSensitive: false,
    verifyBeforeUpdate: [],
    customAttributes: [],
    requiredAttributes: [],
    recoveryOptions: ["verified_email", "verified_phone_number"],
    devices: null,
    triggers: [],
    preTokenVersion: "V1_0",
    nativeStepUp: false,
    acrNames: {},
    sessionTracking: null,
    quotas: false,
    tier: "ESSENTIALS",
    deletionProtection: false,
  };
}

/** A public client of that id with every setting at its default. */
export function defaultClient(id: string, poolId: string, nowSeconds: number): ClientRecord {
  return {
    id,
    poolId,
    name: id,
    createdAtSeconds: nowSeconds,
    secret: null,
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
    accessTokenSeconds: 3600,
    idTokenSeconds: 3600,
    refreshTokenSeconds: 30 * DAY_SECONDS,
    authSessionSeconds: 180,
    rotation: { enabled: false, graceSeconds: 0 },
    preventUserExistenceErrors: false,
    tokenRevocation: true,
    readAttributes: null,
    writeAttributes: null,
    oauthFlows: [],
    oauthScopes: [],
    propagatesContext: false,
  };
}
