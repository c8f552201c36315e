// The five signals that are watched for, and what is probably being probed when one of them shows. Names are a contract with whoever receives alerts.

export const SIGNALS = ["repeated_failures", "unexpected_change", "custom_challenge", "token_failures", "pool_change"] as const;
export type Signal = (typeof SIGNALS)[number];

export const PROBES = [
  "lockout",
  "second_factor",
  "password_spray",
  "credential_stuffing",
  "enumeration",
  "recovery",
  "account_takeover",
  "session_theft",
  "privilege_boundary",
  "custom_challenge",
  "token_forgery",
  "pool_tampering",
] as const;
export type Probe = (typeof PROBES)[number];
