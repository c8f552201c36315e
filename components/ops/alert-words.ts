// What an alert's signal and probe are called on the desk. The names themselves are a contract with programs; these are for people.

const SIGNALS: Readonly<Record<string, string>> = {
  repeated_failures: "Repeated failures",
  unexpected_change: "Unexpected change",
  custom_challenge: "Custom challenge",
  token_failures: "Refused tokens",
  pool_change: "Pool changed",
};

const PROBES: Readonly<Record<string, string>> = {
  lockout: "the password of one account, or its lock",
  second_factor: "the second factor of one account",
  password_spray: "common passwords at many accounts",
  credential_stuffing: "passwords stolen elsewhere",
  enumeration: "which addresses have an account",
  recovery: "the ways back into accounts",
  account_takeover: "an account that somebody may have taken over",
  session_theft: "a stolen session",
  privilege_boundary: "what a session or a token may not do",
  custom_challenge: "the challenge after the password",
  token_forgery: "forged tokens",
  pool_tampering: "the configuration of a user pool",
};

const spaced = (name: string): string => name.replaceAll("_", " ");

export const signalWords = (signal: string): string => SIGNALS[signal] ?? spaced(signal);
export const probeWords = (probe: string): string => PROBES[probe] ?? spaced(probe);
