// What a pool and its clients are set to. Every rule reads its setting from here; nothing is hard-wired that Cognito lets people set.

export type MfaConfiguration = "OFF" | "OPTIONAL" | "ON";
export type FirstFactorSetting = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";
export type RecoveryOption = "verified_email" | "verified_phone_number" | "admin_only";

/** A pool's passkey settings, in Cognito's own words (WebAuthnConfigurationType). */
export interface WebAuthnSettings {
  readonly relyingPartyId: string;
  readonly userVerification: "required" | "preferred";
  readonly factorConfiguration: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION";
}

/** PasswordPolicyType. `historySize` 0 remembers nothing; `temporaryDays` is how long a temporary password lives. */
export interface PasswordPolicy {
  readonly lengthMin: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly historySize: number;
  readonly temporaryDays: number;
}

/** One attribute that users of the pool may have (SchemaAttributeType). */
export interface AttributeSchema {
  readonly name: string;
  readonly type: "String" | "Number" | "DateTime" | "Boolean";
  readonly isMutable: boolean;
  readonly isRequired: boolean;
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly numberMin: number | null;
  readonly numberMax: number | null;
}

/** DeviceConfigurationType; null in the pool means that devices are not tracked. */
export interface DeviceSettings {
  readonly challengeRequiredOnNewDevice: boolean;
  readonly onlyRememberedOnUserPrompt: boolean;
}

/** Which triggers the pool has; the functions themselves are handed in by the process that starts it. */
export const TRIGGER_NAMES = [
  "PreSignUp",
  "PostConfirmation",
  "PreAuthentication",
  "PostAuthentication",
  "PreTokenGeneration",
  "DefineAuthChallenge",
  "CreateAuthChallenge",
  "VerifyAuthChallengeResponse",
  "UserMigration",
  "CustomMessage",
] as const;
export type TriggerName = (typeof TRIGGER_NAMES)[number];

/** One user pool and the settings that its rules obey. */
export interface PoolRecord {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly createdAtSeconds: number;
  readonly modifiedAtSeconds: number;
  readonly mfaConfiguration: MfaConfiguration;
  /** Methods that SetUserPoolMfaConfig has switched on. */
  readonly softwareTokenMfa: boolean;
  readonly emailMfa: boolean;
  /** The pool sends no text messages; it only tells that the method is on. */
  readonly smsMfa: boolean;
  readonly webAuthn: WebAuthnSettings | null;
  readonly selfSignUp: boolean;
  readonly issuerType: "ORIGINAL" | "UPDATED";
  readonly passwordPolicy: PasswordPolicy;
  readonly firstFactors: readonly FirstFactorSetting[];
  /** Attributes by which a user can sign in beside the username; without `usernameAttributes`. */
  readonly aliasAttributes: readonly string[];
  /** Attributes that stand in for the username: the username itself is then a UUID that the pool makes. */
  readonly usernameAttributes: readonly string[];
  readonly autoVerifiedAttributes: readonly string[];
  readonly isCaseSensitive: boolean;
  /** AttributesRequireVerificationBeforeUpdate: the old value stays until the new one is proven. */
  readonly verifyBeforeUpdate: readonly string[];
  readonly customAttributes: readonly AttributeSchema[];
  /** Standard attributes that the schema requires of every user. */
  readonly requiredAttributes: readonly string[];
  readonly recoveryOptions: readonly RecoveryOption[];
  readonly devices: DeviceSettings | null;
  readonly triggers: readonly TriggerName[];
  readonly preTokenVersion: "V1_0" | "V2_0" | "V3_0";
  /** Native step-up (TARGET_ACR_VALUES, acr, amr): off unless switched on. */
  readonly nativeStepUp: boolean;
  /** The pool's own names of ACR levels, by Level1 to Level4; a level that is left out has its default name. */
  readonly acrNames: Readonly<Record<string, string>>;
  /** ListUserSessions and its kin: off unless switched on. */
  readonly sessionTracking: { readonly maxPerUser: number } | null;
  /** Per-category request quotas: off unless switched on. */
  readonly quotas: boolean;
  readonly tier: "LITE" | "ESSENTIALS" | "PLUS";
  readonly deletionProtection: boolean;
  /** What CreateUserPool and SetUserPoolMfaConfig were asked for, and so answer; absent where a seed made the pool. */
  readonly asked?: Readonly<Record<string, unknown>>;
}

/** One app client; a null secret makes it a public client. */
export interface ClientRecord {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly createdAtSeconds: number;
  readonly secret: string | null;
  readonly explicitAuthFlows: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** AuthSessionValidity: how long a challenge Session lives. */
  readonly authSessionSeconds: number;
  readonly rotation: { readonly enabled: boolean; readonly graceSeconds: number };
  readonly preventUserExistenceErrors: boolean;
  readonly tokenRevocation: boolean;
  /** Null: every standard attribute, and no custom one, as AWS does when the list is left out (documented). */
  readonly readAttributes: readonly string[] | null;
  readonly writeAttributes: readonly string[] | null;
  readonly oauthFlows: readonly string[];
  readonly oauthScopes: readonly string[];
  /** EnablePropagateAdditionalUserContextData: told, and not acted upon. */
  readonly propagatesContext: boolean;
  /** What CreateUserPoolClient was asked for, and so answers; absent where a seed made the client. */
  readonly asked?: Readonly<Record<string, unknown>>;
}

/** A group of a pool; a smaller `precedence` wins. */
export interface GroupRecord {
  readonly poolId: string;
  readonly name: string;
  readonly description: string | null;
  readonly roleArn: string | null;
  readonly precedence: number | null;
  readonly createdAtSeconds: number;
  readonly modifiedAtSeconds: number;
}

/** A resource server and the scopes that machine clients may ask for. */
export interface ResourceServerRecord {
  readonly poolId: string;
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}
