// The email addresses that were ever proven to be a trader's. The newest one is the account's; replaced ones are kept, because they are told of what
// happens next. They are how a person without a session is found.
import "server-only";
import { normaliseEmail } from "@/lib/identity/email-address";
import type { Transaction } from "@/lib/server/postgres/database";

/** An account as the pool names it and as its owner does. */
export interface KnownAccount {
  readonly sub: string;
  readonly email: string;
  /** The pool's own name for the account, which an alias only stands for. */
  readonly username: string;
}

/** Days for which a replaced address is still told. */
export const REPLACED_ADDRESS_TOLD_SECONDS = 30 * 24 * 60 * 60;

/** The form in which an address is kept: normalised, or as it is where that is impossible. */
export const nameOf = (email: string): string => {
  const normalised = normaliseEmail(email);
  return normalised.ok ? normalised.value : email;
};

/** Notes the address that a sign-in of the transaction's trader has proven; it replaces every other one. */
export async function rememberAddress(tx: Transaction, { sub, email, username }: KnownAccount, nowSeconds: number): Promise<void> {
  const name = nameOf(email);
  await tx.query(
    "UPDATE holdfast.known_addresses SET replaced_at = to_timestamp($3) WHERE sub = $1 AND email <> $2 AND replaced_at IS NULL",
    [sub, name, nowSeconds],
  );
  await tx.query(
    `INSERT INTO holdfast.known_addresses AS known (sub, email, username, known_since) VALUES ($1, $2, $3, to_timestamp($4))
     ON CONFLICT (sub, email) DO UPDATE SET replaced_at = NULL, known_since = excluded.known_since WHERE known.replaced_at IS NOT NULL`,
    [sub, name, username, nowSeconds],
  );
}

/** Notes that none of the transaction's trader's addresses is an account any more. They are still told of what happened. */
export async function retireAddresses(tx: Transaction, sub: string, nowSeconds: number): Promise<void> {
  await tx.query("UPDATE holdfast.known_addresses SET replaced_at = to_timestamp($2) WHERE sub = $1 AND replaced_at IS NULL", [
    sub,
    nowSeconds,
  ]);
}

/** The account whose present address this is, or null. In a transaction without a trader. */
export async function findAccountByEmail(tx: Transaction, email: string): Promise<KnownAccount | null> {
  const [row] = await tx.query<KnownAccount>(
    "SELECT sub, email, username FROM holdfast.known_addresses WHERE email = $1 AND replaced_at IS NULL ORDER BY known_since DESC LIMIT 1",
    [nameOf(email)],
  );
  return row ?? null;
}

/** Every address of the transaction's trader that must be told: the present one first, then those replaced in the last thirty days. */
export async function addressesToTell(tx: Transaction, sub: string, nowSeconds: number): Promise<readonly string[]> {
  const rows = await tx.query<{ email: string }>(
    `SELECT email FROM holdfast.known_addresses
      WHERE sub = $1 AND (replaced_at IS NULL OR replaced_at > to_timestamp($2)) ORDER BY replaced_at DESC NULLS FIRST, known_since DESC`,
    [sub, nowSeconds - REPLACED_ADDRESS_TOLD_SECONDS],
  );
  return rows.map(({ email }) => email);
}
