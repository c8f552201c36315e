// Refresh tokens that the user pool must still be told to revoke. Signing out never waits for the pool and never forgets it.
import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import type { Seal } from "./seal";

const CLAIM_MAX = 5;
const ATTEMPTS_MAX = 30;
const BACKOFF_SECONDS_MAX = 600;

/** Puts one refresh token in line, sealed and bound to its row. */
export async function enqueueRevocation(tx: Transaction, seal: Seal, refreshToken: string, nowSeconds: number): Promise<void> {
  const id = randomUUID();
  await tx.query(
    "INSERT INTO holdfast.revocation_outbox (id, sealed_token, next_attempt_at, created_at) VALUES ($1, $2, to_timestamp($3), to_timestamp($3))",
    [id, seal.seal(refreshToken, Buffer.from(id)), nowSeconds],
  );
}

interface Claimed {
  readonly id: string;
  readonly sealed_token: Buffer;
  readonly attempts: number;
}

/** Claims what is due: the next attempt is set before the call, so that a crash delays a row and never loses it, and two processes never share one. */
const claimDue = (database: Database, nowSeconds: number): Promise<Claimed[]> =>
  database.asService((tx) =>
    tx.query<Claimed>(
      `UPDATE holdfast.revocation_outbox AS box
       SET attempts = attempts + 1, next_attempt_at = to_timestamp($1 + least($3, 2 ^ least(attempts + 2, 20)))
       WHERE id IN (SELECT id FROM holdfast.revocation_outbox WHERE next_attempt_at <= to_timestamp($1)
                    ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id, sealed_token, attempts`,
      [nowSeconds, CLAIM_MAX, BACKOFF_SECONDS_MAX],
    ),
  );

/**
 * Tells the pool of up to five due revocations; answers how many are done. `revoke` answers true when the token is dead upstream
 * (or was never alive) and false when it should be tried again. After 30 attempts, some five hours, a row is given up: the token outlives our
 * session by at most its own life, and the registry refuses it anyway.
 */
export async function drainRevocations(
  {
    database,
    seal,
    revoke,
  }: { readonly database: Database; readonly seal: Seal; readonly revoke: (refreshToken: string) => Promise<boolean> },
  nowSeconds: number,
): Promise<number> {
  let done = 0;
  for (const row of await claimDue(database, nowSeconds)) {
    const refreshToken = seal.open(row.sealed_token, Buffer.from(row.id));
    const isDone = refreshToken === null || row.attempts >= ATTEMPTS_MAX || (await revoke(refreshToken));
    if (!isDone) continue;
    await database.asService((tx) => tx.query("DELETE FROM holdfast.revocation_outbox WHERE id = $1", [row.id]));
    done += 1;
  }
  return done;
}
