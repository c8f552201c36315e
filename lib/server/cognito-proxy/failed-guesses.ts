// What went wrong at an account lately, whoever did it. The counts that lock are forgiven by a right guess; this is not, because a thief's right
// password must not wash away the wrong ones before it.
import "server-only";
import { randomUUID } from "node:crypto";
import { SIGN_IN_RISK } from "@/lib/policy/sign-in-risk";
import type { Database, Transaction } from "@/lib/server/postgres/database";

import { keyedName } from "./derive-key";

const keyOf = (email: string): Buffer => keyedName("account-failures", email);

// Of whatever account, so that guesses at addresses that nobody has leave nothing behind either; a few at a time, and none that somebody else is at.
const FORGET_OLD = `
  DELETE FROM holdfast.sign_in_failures
   WHERE id IN (SELECT id FROM holdfast.sign_in_failures WHERE failed_at_seconds <= $1 LIMIT 20 FOR UPDATE SKIP LOCKED)`;

/** Writes a guess down as failed before it is made; answers its id. Older ones than anybody asks for go. */
export function noteFailure(database: Database, email: string, nowSeconds: number): Promise<string> {
  const id = randomUUID();
  return database.asService(async (tx) => {
    await tx.query(FORGET_OLD, [nowSeconds - SIGN_IN_RISK.failureWindowSeconds]);
    await tx.query("INSERT INTO holdfast.sign_in_failures (id, account_key, failed_at_seconds) VALUES ($1, $2, $3)", [
      id,
      keyOf(email),
      nowSeconds,
    ]);
    return id;
  });
}

/** Takes one back that was right, or that nobody judged. */
export async function takeFailureBack(database: Database, id: string): Promise<void> {
  await database.asService((tx) => tx.query("DELETE FROM holdfast.sign_in_failures WHERE id = $1", [id]));
}

/** How many there were within the window. */
export async function countFailures(tx: Transaction, email: string, nowSeconds: number): Promise<number> {
  const [row] = await tx.query<{ failures: number }>(
    "SELECT count(*)::int AS failures FROM holdfast.sign_in_failures WHERE account_key = $1 AND failed_at_seconds > $2",
    [keyOf(email), nowSeconds - SIGN_IN_RISK.failureWindowSeconds],
  );
  return row?.failures ?? 0;
}

/** Forgets them once somebody has signed in who has also shown the mailbox. */
export async function forgetFailures(tx: Transaction, email: string): Promise<void> {
  await tx.query("DELETE FROM holdfast.sign_in_failures WHERE account_key = $1", [keyOf(email)]);
}
