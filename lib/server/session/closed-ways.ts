// The ways in that a trader has closed. A way opens again by time alone: nothing has to run for it, and nobody can hurry it.
import "server-only";
import { PASSKEY_ONLY_LEAVE_WAIT_SECONDS } from "@/lib/policy/account-policy";
import type { Factor } from "@/lib/identity/factor";
import type { Transaction } from "@/lib/server/postgres/database";
import { keepHoldOfLeaving } from "./holds";
import { findAccountByEmail } from "./known-addresses";
import { recordSecurityEvent } from "./record-security-event";

/** `password`: passkeys only, so no password, authenticator or way back by mail. `authenticator`: no codes of the app. */
export type Way = "password" | "authenticator";

/** A way that is closed now. Whole seconds since the Unix epoch; at `opensAtSeconds` it is open, and null means that nobody has asked for it. */
export interface ClosedWay {
  readonly way: Way;
  readonly closedAtSeconds: number;
  readonly opensAtSeconds: number | null;
}

const CLOSED = `
  SELECT way, extract(epoch FROM closed_at)::float8 AS "closedAtSeconds", extract(epoch FROM opens_at)::float8 AS "opensAtSeconds"
  FROM holdfast.closed_ways WHERE (opens_at IS NULL OR opens_at > to_timestamp($1))`;

/** The closed ways of the transaction's trader. */
export function listClosedWays(tx: Transaction, nowSeconds: number): Promise<readonly ClosedWay[]> {
  return tx.query<ClosedWay>(`${CLOSED} ORDER BY way`, [nowSeconds]);
}

/** The closed ways of the account whose present address this is; none for an address that nobody has. In a transaction without a trader. */
export async function listClosedWaysByEmail(tx: Transaction, email: string, nowSeconds: number): Promise<readonly ClosedWay[]> {
  const account = await findAccountByEmail(tx, email);
  // Asked for a stranger too, so that both take the same steps.
  return tx.query<ClosedWay>(`${CLOSED} AND sub = $2`, [nowSeconds, account?.sub ?? ""]);
}

/** Whether password and code are worth nothing for this account now. */
export const isPasswordClosed = (closed: readonly ClosedWay[]): boolean => closed.length > 0;

/** Whether the account signs in by passkeys only: no password, no code, no way back. */
export const isPasskeyOnly = (closed: readonly ClosedWay[]): boolean => closed.some(({ way }) => way === "password");

/** Whether one of these proofs came by a way that is closed. A passkey among them stands for itself. */
export function usesClosedWay(closed: readonly ClosedWay[], factors: readonly Factor[]): boolean {
  if (factors.includes("passkey")) return false;
  return isPasskeyOnly(closed) || (closed.some(({ way }) => way === "authenticator") && factors.includes("totp"));
}

/** Closes a way from now until somebody asks for it back; a leaving that waits is undone. */
export async function closeWay(tx: Transaction, sub: string, way: Way, nowSeconds: number): Promise<void> {
  if (way === "password") await keepHoldOfLeaving(tx, sub, nowSeconds);
  await tx.query(
    `INSERT INTO holdfast.closed_ways AS closed (sub, way, closed_at) VALUES ($1, $2, to_timestamp($3))
     ON CONFLICT (sub, way) DO UPDATE SET opens_at = NULL, noted_at = NULL,
       closed_at = CASE WHEN closed.opens_at IS NULL OR closed.opens_at > excluded.closed_at THEN closed.closed_at ELSE excluded.closed_at END`,
    [sub, way, nowSeconds],
  );
}

/** Opens the codes of the app again, at once: a new authenticator was approved and proven. */
export async function openAuthenticator(tx: Transaction, nowSeconds: number): Promise<void> {
  await tx.query(
    "UPDATE holdfast.closed_ways SET opens_at = to_timestamp($1), noted_at = to_timestamp($1) WHERE way = 'authenticator' AND opens_at IS NULL",
    [nowSeconds],
  );
}

/** Asks for password and code back; they are open after the wait. Null when they are not closed, or were asked for before. */
export async function leavePasskeyOnly(tx: Transaction, nowSeconds: number): Promise<number | null> {
  const opensAtSeconds = nowSeconds + PASSKEY_ONLY_LEAVE_WAIT_SECONDS;
  const rows = await tx.query(
    "UPDATE holdfast.closed_ways SET opens_at = to_timestamp($1) WHERE way = 'password' AND opens_at IS NULL RETURNING way",
    [opensAtSeconds],
  );
  return rows.length === 1 ? opensAtSeconds : null;
}

/** Tells the trail, once, that passkey-only sign-in has ended: at the first session after it, because nothing runs at that moment. */
export async function noteWaysThatOpened(
  tx: Transaction,
  owner: { readonly sub: string; readonly sessionId: string },
  nowSeconds: number,
): Promise<void> {
  const opened = await tx.query(
    `UPDATE holdfast.closed_ways SET noted_at = to_timestamp($1)
      WHERE way = 'password' AND opens_at <= to_timestamp($1) AND noted_at IS NULL RETURNING way`,
    [nowSeconds],
  );
  if (opened.length > 0) await recordSecurityEvent(tx, { kind: "passkey_only_left", ...owner }, nowSeconds);
}
