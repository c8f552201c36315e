// What the pool remembers of people and their sign-ins. Records are values: a change is a new record put under the same key.
import type { ClientRecord, GroupRecord, PoolRecord, ResourceServerRecord } from "./settings-records";

export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED";

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

export type MfaMethod = "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

/** The preferences of SetUserMFAPreference. */
export interface MfaPreference {
  readonly softwareToken: boolean;
  readonly email: boolean;
  readonly webAuthn: boolean;
  readonly preferred: MfaMethod | null;
}

/** A code that was sent and not yet spent. `failures` bounds the guesses against this very code. */
export interface SentCode {
  readonly code: string;
  readonly expiresAtSeconds: number;
  readonly failures: number;
  /** The address that it proves; left out where the code proves no address. */
  readonly sentTo?: string;
}

/** What a code was sent for; `attribute:<name>` proves that attribute. */
export type CodePurpose = "sign-up" | "password" | `attribute:${string}`;

/** A device that was confirmed for a user: an SRP verifier of its own, and whether it may skip MFA. */
export interface DeviceRecord {
  readonly poolId: string;
  readonly username: string;
  readonly key: string;
  readonly groupKey: string;
  readonly name: string;
  readonly srp: SrpVerifier;
  readonly isRemembered: boolean;
  readonly lastAddress: string;
  readonly createdAtSeconds: number;
  readonly modifiedAtSeconds: number;
  readonly lastSignInAtSeconds: number;
}

export interface UserRecord {
  readonly poolId: string;
  readonly username: string;
  readonly sub: string;
  /** Every attribute but `sub`, as strings in Cognito's way; `email_verified` is "true" or "false". */
  readonly attributes: Readonly<Record<string, string>>;
  /** Values that wait for their proof (AttributesRequireVerificationBeforeUpdate). */
  readonly pendingAttributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAtSeconds: number;
  readonly modifiedAtSeconds: number;
  /** Null for a user who has no password: created for passwordless sign-in, or not migrated yet. */
  readonly srp: SrpVerifier | null;
  /** When a temporary password ends; null for a permanent one. */
  readonly passwordExpiresAtSeconds: number | null;
  /** Verifiers of earlier passwords, newest first, as many as the policy remembers. */
  readonly passwordHistory: readonly SrpVerifier[];
  readonly totp: TotpRecord | null;
  readonly pendingTotpSecret: string | null;
  readonly mfa: MfaPreference;
  readonly codes: Readonly<Partial<Record<CodePurpose, SentCode>>>;
  /** The names of the user's groups. */
  readonly groups: readonly string[];
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

export const CHALLENGE_NAMES = [
  "SELECT_CHALLENGE",
  "PASSWORD",
  "PASSWORD_SRP",
  "PASSWORD_VERIFIER",
  "WEB_AUTHN",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "NEW_PASSWORD_REQUIRED",
  "CUSTOM_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
] as const;
export type ChallengeName = (typeof CHALLENGE_NAMES)[number];

/** The server's half of one SRP exchange; the secret block is kept as a hash only. */
export interface SrpExchange {
  readonly clientPublicHex: string;
  readonly serverPrivateHex: string;
  readonly serverPublicHex: string;
  readonly saltHex: string;
  readonly verifierHex: string;
  readonly secretBlockHash: string;
}

/** One round of a custom challenge, as Lambda's `event.request.session` lists it. */
export interface CustomRound {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

/** How a proof was given; becomes `amr` under native step-up. */
export type ProvenFactor = "pwd" | "otp_email" | "otp_totp" | "webauthn" | "custom" | "device";

/** What a sign-in carries from step to step. */
export interface SignInTrail {
  /** The AuthFlow that began it, or "SIGN_UP" when ConfirmSignUp's Session did. */
  readonly flow: string;
  readonly proven: readonly ProvenFactor[];
  readonly customRounds: readonly CustomRound[];
  readonly deviceKey: string | null;
  /** True once a temporary password was replaced on the way; a trigger is told so. */
  readonly isNewPassword?: boolean;
  /** What native step-up asked for. */
  readonly targetAcr: readonly string[];
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
  readonly trail: SignInTrail;
  readonly srp: SrpExchange | null;
  readonly webAuthnChallenge: string | null;
  readonly totpSetup: { readonly secret: string | null; readonly verified: boolean } | null;
  /** The code of EMAIL_OTP, as a first or as a second factor. */
  readonly sentCode: SentCode | null;
  /** The address that a right code makes a factor (MFA_SETUP by email). */
  readonly emailSetup: string | null;
  /** privateChallengeParameters of a custom challenge. */
  readonly customPrivate: Readonly<Record<string, string>> | null;
  readonly customMetadata: string | null;
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
  readonly lastActiveAtSeconds: number;
  readonly revoked: boolean;
  readonly generation: number;
  /** When each recent generation was exchanged, in milliseconds. */
  readonly rotatedAtMs: Readonly<Record<string, number>>;
  readonly proven: readonly ProvenFactor[];
  readonly acr: string | null;
  readonly deviceKey: string | null;
  /** The public name of the session (ListUserSessions); null where sessions are not tracked. */
  readonly sessionId: string | null;
  /** Where the newest sign-in or refresh came from. */
  readonly address: string;
  readonly userAgent: string;
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

/** A change of a pool or of somebody's account by an administrator, shaped like CloudTrail's own records. */
export interface TrailEventRecord {
  readonly sequence: number;
  readonly poolId: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** Every collection of the store and the record it holds. */
export interface Collections {
  pools: PoolRecord;
  clients: ClientRecord;
  groups: GroupRecord;
  resourceServers: ResourceServerRecord;
  users: UserRecord;
  aliases: string;
  passkeys: PasskeyRecord;
  devices: DeviceRecord;
  registrations: RegistrationRecord;
  challenges: ChallengeRecord;
  families: FamilyRecord;
  attempts: AttemptRecord;
  windows: WindowRecord;
  messages: MessageRecord;
  trail: TrailEventRecord;
  counters: number;
}

/** The names of the collections, in the order in which they are written. */
export const COLLECTION_NAMES = [
  "pools",
  "clients",
  "groups",
  "resourceServers",
  "users",
  "aliases",
  "passkeys",
  "devices",
  "registrations",
  "challenges",
  "families",
  "attempts",
  "windows",
  "messages",
  "trail",
  "counters",
] as const satisfies readonly (keyof Collections)[];
