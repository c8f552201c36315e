// The notes of password resets. The pool changes the password and we change the rest, and no transaction spans both: so a reset is noted before the
// pool is asked, and whatever note is left over takes effect at the next sign-in. It fails towards waiting, never towards money that can leave.
import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/server/postgres/database";
import { startHold } from "./holds";
import { revokeEverySession } from "./revoke-every-session";

/** Seconds after which a note without an end is no longer one whose answer is still awaited. */
const IN_FLIGHT_SECONDS = 60;

/** Notes that the pool is about to judge a reset of this normalised address; answers the note's id. In a transaction without a trader. */
export async function noteReset(tx: Transaction, email: string, nowSeconds: number): Promise<string> {
  const id = randomUUID();
  await tx.query("INSERT INTO holdfast.password_resets (id, email, started_at) VALUES ($1, $2, to_timestamp($3))", [id, email, nowSeconds]);
  return id;
}

/** Takes the note away: the pool refused, so nothing happened, or everything that follows a reset has happened. */
export async function dropReset(tx: Transaction, id: string): Promise<void> {
  await tx.query("DELETE FROM holdfast.password_resets WHERE id = $1", [id]);
}

/** Keeps the note of a proven reset whose account is not known here yet. */
export async function keepReset(tx: Transaction, id: string): Promise<void> {
  await tx.query("UPDATE holdfast.password_resets SET is_done = true WHERE id = $1", [id]);
}

/** Takes every note of the address that has no end or waits for its account; true when there was one. Notes in flight stay. */
export async function takeOldResets(tx: Transaction, email: string, nowSeconds: number): Promise<boolean> {
  const taken = await tx.query(
    "DELETE FROM holdfast.password_resets WHERE email = $1 AND (is_done OR started_at <= to_timestamp($2)) RETURNING id",
    [email, nowSeconds - IN_FLIGHT_SECONDS],
  );
  return taken.length > 0;
}

/** What a reset does to the transaction's trader: every session but `keptId` ends, and money and changes wait from now on. */
export async function applyReset(tx: Transaction, sub: string, keptId: string | null, nowSeconds: number): Promise<void> {
  await revokeEverySession(tx, keptId, "session_revoked", nowSeconds);
  await startHold(tx, sub, "password_reset", nowSeconds);
}
