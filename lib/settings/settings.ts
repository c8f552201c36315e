import type { Secret } from "./secret";

/** What a user pool client needs to know of its pool. Addresses carry no trailing slash. */
export interface PoolSettings {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** The app client of our own machines (client credentials); null admits none. */
  readonly machineClientId: string | null;
  /** Where the Cognito JSON protocol is spoken. */
  readonly endpoint: string;
  /** The exact `iss` of tokens; Cognito has two forms and we pin one. */
  readonly issuer: string;
  readonly jwksUrl: string;
}

/** What the support desk needs and nothing else has. A process without it serves no desk. */
export interface DeskSettings {
  /** The staff's own pool: other people, other client, other keys. */
  readonly pool: PoolSettings;
  /** The role holdfast_ops, which sees every trader's state and moves no money. */
  readonly databaseUrl: Secret;
}

/** The temporary way for old passwords of another user store, through an app client of its own. */
export interface LegacyPasswordSettings {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** From this moment on the way is closed, whatever else is set. */
  readonly untilSeconds: number;
}

/** Everything that may differ between two installations. Durations carry their unit in the name. */
export interface Settings {
  readonly mode: "demo" | "production";
  readonly appOrigin: string;
  readonly pool: PoolSettings;
  /** Null: this process serves no support desk, and everything under /ops answers that it is not there. */
  readonly desk: DeskSettings | null;
  /** Null, as it is unless somebody opens it: no password in clear is taken from anybody who signs in. */
  readonly legacyPasswords: LegacyPasswordSettings | null;
  readonly databaseUrl: Secret;
  /** 32 bytes; purposes derive their own keys from it (HKDF). */
  readonly sessionSealKey: Secret;
  /** 32 bytes in base64url, shared with the pool's trigger that judges recovery tickets and with nobody else. */
  readonly recoveryTicketKey: Secret;
  /** 32 bytes in base64url, shared with the worker: the secrets that sign webhooks are derived from it. */
  readonly webhookKey: Secret;
  readonly chainRpcUrl: string;
  /** Demo and tests only: the file in which the test pool keeps the seconds it has moved its clock. */
  readonly clockFile: string | null;
  /** The relying party that the pool's passkeys belong to: our host name, or a domain above it. */
  readonly relyingPartyId: string;
  readonly trustedProxyHops: number;
  readonly accessTokenSecondsMax: number;
  readonly sessionAbsoluteSeconds: number;
  readonly sessionIdleSeconds: number;
  /** Answers to people without a session leave after whole multiples of this; 0 only for tests. */
  readonly authAnswerMsMin: number;
  readonly priceAgeSecondsMax: number;
  /** How fresh a sign-in must be for the account's first passkey to be added without an approval. */
  readonly credentialChangeAgeSecondsMax: number;
}
