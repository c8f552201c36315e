// How long an approval lasts and which proofs an act takes: policy as data. What an act itself adds (caps, holds) stands with that act.
import type { Proof, Purpose } from "./purpose";

/** Seconds from the opening of a grant to the last moment at which it can be proven. */
export const GRANT_OPEN_SECONDS = 300;

/** Seconds from a proof to the last moment at which it can be used. */
export const PROOF_GOOD_SECONDS = 120;

interface ProofRule {
  readonly proofs: readonly Proof[];
  /** Whoever can sign the act with a passkey must: a thief who has password and code must not change what stands beside the passkey. */
  readonly isPasskeyPreferred: boolean;
}

/** What each act takes. A withdrawal's own caps narrow it further. */
export const PROOF_RULES: Readonly<Record<Purpose, ProofRule>> = {
  withdrawal: { proofs: ["passkey", "password_totp"], isPasskeyPreferred: false },
  address: { proofs: ["passkey", "password_totp"], isPasskeyPreferred: false },
  passkey_add: { proofs: ["passkey", "password_totp"], isPasskeyPreferred: false },
  passkey_remove: { proofs: ["passkey", "password_totp"], isPasskeyPreferred: false },
  totp_change: { proofs: ["passkey", "password_totp"], isPasskeyPreferred: true },
};
