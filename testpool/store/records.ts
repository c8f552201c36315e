// What the pool remembers. Records are values: a change is a new record put under the same key.

export type MfaConfiguration = "OFF" | "OPTIONAL" | "ON";
export type UserStatus = "UNCONFIRMED" | "CONFIRMED";

/** A pool's passkey settings, in Cognito's own words (WebAuthnConfigurationType). */
export interface WebAuthnSettings {
  readonly relyingPartyId: string;
  readonly userVerification: "required" | "preferred";
  readonly factorConfiguration: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION";
}

/** One user pool and the settings that its rules obey. */
export interface PoolRecord {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly mfaConfiguration: MfaConfiguration;
  readonly webAuthn: WebAuthnSettings | null;
  readonly selfSignUp: boolean;
  readonly issuerType: "ORIGINAL" | "UPDATED";
}

/** One app client; a null secret makes it a public client. */
export interface ClientRecord {
  readonly id: string;
  readonly poolId: string;
  readonly secret: string | null;
  readonly explicitAuthFlows: readonly string[];
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly rotation: { readonly enabled: boolean; readonly graceSeconds: number };
  readonly preventUserExistenceErrors: boolean;
}

/** SRP's server half of a password: whoever reads it can test guesses, but cannot sign in with it. */
export interface SrpVerifier {
  readonly saltHex: string;
  readonly verifierHex: string;
}

/** A proven authenticator app; `lastUsedStep` is the newest 30 s step whose code was accepted. */
export interface TotpRecord {
  readonly secret: string;
  readonly lastUsedStep: number;
  readonly friendlyDeviceName: string;
}

/** The preferences of SetUserMFAPreference. */
export interface MfaPreference {
  readonly softwareToken: boolean;
  readonly softwareTokenPreferred: boolean;
  readonly webAuthn: boolean;
}

export interface UserRecord {
  readonly poolId: string;
  readonly username: string;
  readonly sub: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAtSeconds: number;
  readonly srp: SrpVerifier;
  readonly totp: TotpRecord | null;
  readonly pendingTotpSecret: string | null;
  readonly mfa: MfaPreference;
  readonly signUpCode: { readonly code: string; readonly expiresAtSeconds: number } | null;
}

/** A registered passkey; the key of its record is pool, user and credential id. */
export interface PasskeyRecord {
  readonly poolId: string;
  readonly username: string;
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly attachment: string | null;
  readonly friendlyName: string;
  readonly relyingPartyId: string;
  readonly createdAtSeconds: number;
}

/** A passkey enrolment in progress, one per user. */
export interface RegistrationRecord {
  readonly challenge: string;
  readonly clientId: string;
  readonly expiresAtSeconds: number;
}

export type ChallengeName =
  "SELECT_CHALLENGE" | "PASSWORD" | "PASSWORD_SRP" | "PASSWORD_VERIFIER" | "WEB_AUTHN" | "SOFTWARE_TOKEN_MFA" | "MFA_SETUP";

/** The server's half of one SRP exchange; the secret block is kept as a hash only. */
export interface SrpExchange {
  readonly clientPublicHex: string;
  readonly serverPrivateHex: string;
  readonly serverPublicHex: string;
  readonly saltHex: string;
  readonly verifierHex: string;
  readonly secretBlockHash: string;
}

/** A sign-in in progress. `simulated` marks a user who does not exist and can never prove anything. */
export interface ChallengeRecord {
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly simulated: boolean;
  readonly challenge: ChallengeName;
  readonly expiresAtMs: number;
  readonly usedAtMs: number | null;
  readonly srp: SrpExchange | null;
  readonly webAuthnChallenge: string | null;
  readonly totpSetup: { readonly secret: string | null; readonly verified: boolean } | null;
}

/** One sign-in's tokens (origin_jti): refresh generations and whether they are revoked. */
export interface FamilyRecord {
  readonly originJti: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly eventId: string;
  readonly authTimeSeconds: number;
  readonly expiresAtSeconds: number;
  readonly revoked: boolean;
  readonly generation: number;
  /** When each recent generation was exchanged, in milliseconds. */
  readonly rotatedAtMs: Readonly<Record<string, number>>;
}

/** Wrong attempts in a row, of one kind, for one name. */
export interface AttemptRecord {
  readonly failures: number;
  readonly lastFailureAtMs: number;
  readonly lockedUntilMs: number;
}

/** Calls in the current hour, for one name and operation. */
export interface WindowRecord {
  readonly startedAtSeconds: number;
  readonly count: number;
}

/** A message that a real pool would have mailed. */
export interface MessageRecord {
  readonly sequence: number;
  readonly poolId: string;
  readonly to: string;
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly code: string;
}

/** Every collection of the store and the record it holds. */
export interface Collections {
  pools: PoolRecord;
  clients: ClientRecord;
  users: UserRecord;
  aliases: string;
  passkeys: PasskeyRecord;
  registrations: RegistrationRecord;
  challenges: ChallengeRecord;
  families: FamilyRecord;
  attempts: AttemptRecord;
  windows: WindowRecord;
  messages: MessageRecord;
  counters: number;
}
