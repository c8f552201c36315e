// Whoever steals an access token can plant a passkey directly at the pool. Such a passkey signs in there like any other; here it is known by not
// being among those that were added through us.
import "server-only";
import type { HoldReason, ReadOnlyReason } from "@/lib/contracts/holds";
import type { Factor } from "@/lib/identity/factor";
import type { Transaction } from "@/lib/server/postgres/database";

/** What a sign-in's credentials mean for the session that it opens. */
export interface Provenance {
  readonly readOnlyReason: ReadOnlyReason | null;
  /** The hold that starts with it, or null. */
  readonly hold: HoldReason | null;
}

/**
 * Judges the credentials of a sign-in in the transaction of its trader, so that a passkey removed at the same moment is judged either before or
 * after. A passkey that is not the trader's by our own table makes the session read-only; an authenticator set up after nothing but a password
 * starts a hold, because whoever has the password could have set it up; and every way back starts its own.
 */
export async function judgeProvenance(
  tx: Transaction,
  signIn: { readonly factors: readonly Factor[]; readonly passkeyId: string | null; readonly hasEnrolled: boolean },
): Promise<Provenance> {
  const hasPasskey = signIn.factors.includes("passkey");
  if (hasPasskey && !(await isOwnPasskey(tx, signIn.passkeyId))) return { readOnlyReason: "unknown_passkey", hold: "unknown_passkey" };
  for (const wayBack of ["recovery_code", "delayed_recovery"] as const)
    if (signIn.factors.includes(wayBack)) return { readOnlyReason: null, hold: wayBack };
  return { readOnlyReason: null, hold: signIn.hasEnrolled && !hasPasskey ? "first_factor" : null };
}

/** Row security shows only the trader's own. */
async function isOwnPasskey(tx: Transaction, credentialId: string | null): Promise<boolean> {
  if (credentialId === null) return false;
  return (await tx.query("SELECT 1 FROM holdfast.passkeys WHERE credential_id = $1", [credentialId])).length === 1;
}
