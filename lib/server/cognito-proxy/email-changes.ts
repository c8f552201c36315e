// The change of email that a trader has approved and not yet proven. Nothing verifies an address that is not written here.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** Seconds for which an approved address can be proven: the life of the mailed code. */
const EMAIL_CHANGE_SECONDS = 24 * 60 * 60;

/** One approved change. `isTaken`: the pool has the address as another account's, so no code of it is ever right. */
export interface EmailChange {
  readonly email: string;
  readonly isTaken: boolean;
}

/** Writes the change down for a day; an earlier one of the transaction's trader is replaced. */
export async function openEmailChange(tx: Transaction, sub: string, change: EmailChange, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.email_changes (sub, email, is_taken, expires_at) VALUES ($1, $2, $3, to_timestamp($4))
     ON CONFLICT (sub) DO UPDATE SET email = excluded.email, is_taken = excluded.is_taken, expires_at = excluded.expires_at`,
    [sub, change.email, change.isTaken, nowSeconds + EMAIL_CHANGE_SECONDS],
  );
}

/** The change that the transaction's trader can still prove, or null. At its last second it has ended. */
export async function findEmailChange(tx: Transaction, nowSeconds: number): Promise<EmailChange | null> {
  const [row] = await tx.query<EmailChange>(
    `SELECT email, is_taken AS "isTaken" FROM holdfast.email_changes WHERE expires_at > to_timestamp($1)`,
    [nowSeconds],
  );
  return row ?? null;
}

/** Takes the change away: it is proven. */
export async function closeEmailChange(tx: Transaction): Promise<void> {
  await tx.query("DELETE FROM holdfast.email_changes");
}
