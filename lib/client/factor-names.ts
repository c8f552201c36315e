// How a trader proved who they are, in words.

const NAMES: Readonly<Record<string, string>> = {
  password: "password",
  totp: "authenticator code",
  passkey: "passkey",
  recovery_code: "recovery code",
  delayed_recovery: "recovery after a wait",
};

/** "Password and authenticator code", "Passkey"; a factor we have no word for is called by its own name. */
export function factorNames(factors: readonly string[]): string {
  const text = factors.map((factor) => NAMES[factor] ?? factor).join(" and ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
