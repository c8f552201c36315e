// The sensitive acts, by the names that a grant carries. An act that is not here cannot be approved, and so cannot be done.

/** What a grant may approve. */
export const PURPOSES = [
  "withdrawal",
  "address",
  "passkey_add",
  "passkey_remove",
  "totp_change",
  "password_change",
  "email_change",
  "recovery_codes",
  "passkey_only_enter",
  "passkey_only_leave",
  "account_delete",
  "unfreeze",
  "api_key",
  "order",
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** How a trader may prove it: a passkey signs the very terms; password and code only show that the trader was there. */
export const PROOFS = ["passkey", "password_totp"] as const;

export type Proof = (typeof PROOFS)[number];
