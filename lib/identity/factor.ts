// Proofs that we saw ourselves at sign-in. A token does not say which factors it stands on, so the session row does.

/** One proof of a sign-in. */
export type Factor = "password" | "totp" | "passkey";

/** Whether proofs are enough for a session: a passkey (possession and its holder), or a password with a one-time code. */
export function factorsSuffice(factors: readonly Factor[]): boolean {
  return factors.includes("passkey") || (factors.includes("password") && factors.includes("totp"));
}
