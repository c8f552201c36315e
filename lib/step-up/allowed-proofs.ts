// Which proofs a trader is offered: what policy says of the purpose, what this very act leaves of it, and what the trader has.
import type { Proof, Purpose } from "@/lib/policy/purpose";
import { ACT_RULES } from "@/lib/policy/account-policy";

/**
 * The proofs on offer, strongest first; none means that the act cannot be approved now. Password and code are among what a trader has, because no
 * session opens without a second factor, unless the trader has closed that way (`isPasswordClosed`); a passkey only when `hasPasskey`.
 */
export function allowedProofs(
  purpose: Purpose,
  ofThisAct: readonly Proof[],
  hasPasskey: boolean,
  isPasswordClosed = false,
): readonly Proof[] {
  const { proofs, isPasskeyPreferred } = ACT_RULES[purpose];
  const has: Readonly<Record<Proof, boolean>> = { passkey: hasPasskey, password_totp: !isPasswordClosed };
  const possible = proofs.filter((proof) => ofThisAct.includes(proof) && has[proof]);
  return isPasskeyPreferred && possible.includes("passkey") ? ["passkey"] : possible;
}
