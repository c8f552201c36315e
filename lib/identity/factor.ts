// Proofs that we saw ourselves at sign-in. A token does not say which factors it stands on, so the session row does.

/** The proofs that a sign-in may show. */
export const FACTORS = ["password", "totp", "passkey", "recovery_code", "delayed_recovery"] as const;

/** One proof of a sign-in. */
export type Factor = (typeof FACTORS)[number];

/** What may stand beside a password: a one-time code, a recovery code, or a recovery that was waited for. The last two open a limited session. */
const SECOND_FACTORS: readonly Factor[] = ["totp", "recovery_code", "delayed_recovery"];

/** Whether a sign-in stands on a way back: its session is limited, whatever else it showed. */
export const isWayBack = (factors: readonly Factor[]): boolean => factors.includes("recovery_code") || factors.includes("delayed_recovery");

/** Whether proofs are enough for a session: a passkey (possession and its holder), or a password with a second factor. */
export function factorsSuffice(factors: readonly Factor[]): boolean {
  return factors.includes("passkey") || (factors.includes("password") && SECOND_FACTORS.some((factor) => factors.includes(factor)));
}
