// What a user pool of ours must be, as one table in Cognito's own terms. The local pool is seeded from it, the deployed one is synthesised from it,
// and a described pool is compared with it: no other file holds a figure of a pool.

/** An app client that people sign in through. Durations are in seconds. */
export interface WebClientPolicy {
  readonly explicitAuthFlows: readonly ("ALLOW_USER_SRP_AUTH" | "ALLOW_USER_AUTH" | "ALLOW_CUSTOM_AUTH")[];
  /** How long a challenge may be answered. */
  readonly authSessionSeconds: number;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly refreshRotation: { readonly feature: "ENABLED" | "DISABLED"; readonly retryGracePeriodSeconds: number };
  readonly enableTokenRevocation: boolean;
  readonly preventUserExistenceErrors: "ENABLED" | "LEGACY";
  /** Lets the pool see the trader's own address, which the proxy hands over; it needs a client with a secret. */
  readonly enablePropagateAdditionalUserContextData: boolean;
  readonly readAttributes: readonly string[];
  readonly writeAttributes: readonly string[];
}

/** An app client of our own machines: client credentials and nothing else. */
export interface MachineClientPolicy {
  readonly resourceServer: { readonly identifier: string; readonly scopes: readonly string[] };
  readonly accessTokenSeconds: number;
}

/** A function that a pool calls, by the name that LambdaConfig has for it. */
export type PoolTrigger =
  | "PreSignUp"
  | "PostConfirmation"
  | "PreAuthentication"
  | "PostAuthentication"
  | "PreTokenGeneration"
  | "DefineAuthChallenge"
  | "CreateAuthChallenge"
  | "VerifyAuthChallengeResponse"
  | "UserMigration"
  | "CustomMessage";

/** What the pool's own judgement of a sign-in may do (plan PLUS; the local pool judges none). */
export interface ThreatProtectionPolicy {
  readonly standardMode: "ENFORCED" | "AUDIT";
  readonly customAuthMode: "ENFORCED" | "AUDIT";
  readonly compromisedCredentials: {
    readonly eventAction: "BLOCK" | "NO_ACTION";
    readonly eventFilter: readonly ("SIGN_IN" | "SIGN_UP" | "PASSWORD_CHANGE")[];
  };
  /** By the level of risk that the pool sees in a sign-in. */
  readonly accountTakeover: Readonly<Record<"low" | "medium" | "high", "BLOCK" | "MFA_REQUIRED" | "NO_ACTION">>;
}

/** One pool. */
export interface PoolPolicy {
  readonly userPoolTier: "ESSENTIALS" | "PLUS";
  readonly mfaConfiguration: "ON" | "OPTIONAL" | "OFF";
  readonly softwareTokenMfa: boolean;
  readonly smsMfa: boolean;
  readonly allowedFirstAuthFactors: readonly ("PASSWORD" | "WEB_AUTHN")[];
  readonly webAuthn: { readonly userVerification: "required"; readonly factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" };
  readonly selfSignUp: boolean;
  readonly aliasAttributes: readonly string[];
  readonly caseSensitive: boolean;
  readonly autoVerifiedAttributes: readonly string[];
  readonly attributesRequireVerificationBeforeUpdate: readonly string[];
  readonly recoveryMechanisms: readonly ("verified_email" | "admin_only")[];
  readonly passwordPolicy: {
    readonly minimumLength: number;
    readonly requireLowercase: boolean;
    readonly requireUppercase: boolean;
    readonly requireNumbers: boolean;
    readonly requireSymbols: boolean;
    readonly temporaryPasswordValidityDays: number;
  };
  readonly deletionProtection: "ACTIVE" | "INACTIVE";
  readonly rememberDevices: boolean;
  readonly issuerType: "ORIGINAL";
  /** The form of the event with which PreTokenGeneration may change both tokens. */
  readonly preTokenGenerationVersion: "V2_0";
  /** Which functions the pool calls. One more, or one less, decides who gets in, so it is a difference like any other. */
  readonly triggers: readonly PoolTrigger[];
  readonly threatProtection: ThreatProtectionPolicy;
  readonly webClient: WebClientPolicy;
  readonly machineClient: MachineClientPolicy | null;
}

/** Length is what guards; rules of composition only move people to worse choices (ASVS 6.2.5). */
const PASSWORDS: PoolPolicy["passwordPolicy"] = {
  minimumLength: 12,
  requireLowercase: false,
  requireUppercase: false,
  requireNumbers: false,
  requireSymbols: false,
  temporaryPasswordValidityDays: 1,
};

const WEB_CLIENT: WebClientPolicy = {
  explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_CUSTOM_AUTH"],
  // Somebody who waits for a mailed code must not find that the step has ended meanwhile.
  authSessionSeconds: 900,
  accessTokenSeconds: 300,
  idTokenSeconds: 300,
  refreshTokenSeconds: 43_200,
  refreshRotation: { feature: "ENABLED", retryGracePeriodSeconds: 60 },
  enableTokenRevocation: true,
  preventUserExistenceErrors: "ENABLED",
  enablePropagateAdditionalUserContextData: true,
  readAttributes: ["email", "email_verified"],
  writeAttributes: ["email"],
};

const THREAT_PROTECTION: ThreatProtectionPolicy = {
  // A known leaked password is refused only where the pool enforces, and it sees passwords only when they are chosen: a sign-in is SRP.
  standardMode: "ENFORCED",
  customAuthMode: "AUDIT",
  compromisedCredentials: { eventAction: "BLOCK", eventFilter: ["SIGN_UP", "PASSWORD_CHANGE"] },
  // A score that nobody can examine must not lock a trader out; it is logged, and our own rules decide (ADR 046).
  accountTakeover: { low: "NO_ACTION", medium: "NO_ACTION", high: "NO_ACTION" },
};

const SHARED = {
  // Threat protection and the log of sign-ins come with this plan only.
  userPoolTier: "PLUS",
  mfaConfiguration: "ON",
  softwareTokenMfa: true,
  smsMfa: false,
  allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"],
  webAuthn: { userVerification: "required", factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
  aliasAttributes: ["email"],
  caseSensitive: false,
  autoVerifiedAttributes: ["email"],
  attributesRequireVerificationBeforeUpdate: ["email"],
  passwordPolicy: PASSWORDS,
  deletionProtection: "ACTIVE",
  // A remembered device would stand in for the second factor.
  rememberDevices: false,
  issuerType: "ORIGINAL",
  preTokenGenerationVersion: "V2_0",
  threatProtection: THREAT_PROTECTION,
} as const satisfies Partial<PoolPolicy>;

/** The pool of the traders. */
export const TRADER_POOL: PoolPolicy = {
  ...SHARED,
  selfSignUp: true,
  recoveryMechanisms: ["verified_email"],
  triggers: ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"],
  webClient: WEB_CLIENT,
  machineClient: { resourceServer: { identifier: "holdfast-ingest", scopes: ["write"] }, accessTokenSeconds: 900 },
};

/** The pool of the support desk: nobody signs up, nobody recovers by mail, and a session is over with the shift. */
export const STAFF_POOL: PoolPolicy = {
  ...SHARED,
  selfSignUp: false,
  recoveryMechanisms: ["admin_only"],
  triggers: [],
  webClient: { ...WEB_CLIENT, explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"], refreshTokenSeconds: 28_800 },
  machineClient: null,
};
