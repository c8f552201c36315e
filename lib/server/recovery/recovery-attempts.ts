// What one account may try or be sent on its way back, counted before it happens: one atomic statement, so that parallel tries cannot share one.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { RECOVERY_LIMITS } from "@/lib/policy/account-policy";
import type { Transaction } from "@/lib/server/postgres/database";

/** A wrong recovery code, a wrong mailed code, or a mail. */
export type RecoveryAttempt = "code" | "mail_code" | "mail";

// $1 trader, $2 kind, $3 now, $4 window, $5 limit. A full window changes nothing and answers no row.
const RESERVE = `
  INSERT INTO holdfast.recovery_attempts AS row (sub, kind, started_at_seconds, uses) VALUES ($1, $2, $3, 1)
  ON CONFLICT (sub, kind) DO UPDATE
    SET uses = CASE WHEN $3 >= row.started_at_seconds + $4::int THEN 1 ELSE row.uses + 1 END,
        started_at_seconds = CASE WHEN $3 >= row.started_at_seconds + $4::int THEN $3 ELSE row.started_at_seconds END
    WHERE $3 >= row.started_at_seconds + $4::int OR row.uses < $5::int
  RETURNING uses`;

const LEFT = `
  SELECT (started_at_seconds + $3::int - $4)::int AS seconds FROM holdfast.recovery_attempts WHERE sub = $1 AND kind = $2`;

/** Counts one try of the transaction's trader. Refuses at the limit, with the whole seconds until the day is over; that adds nothing to it. */
export async function reserveAttempt(
  tx: Transaction,
  sub: string,
  kind: RecoveryAttempt,
  nowSeconds: number,
): Promise<Result<null, { readonly retryAfterSeconds: number }>> {
  const { windowSeconds } = RECOVERY_LIMITS;
  const reserved = await tx.query(RESERVE, [sub, kind, nowSeconds, windowSeconds, RECOVERY_LIMITS[kind]]);
  if (reserved.length === 1) return accept(null);
  const [left] = await tx.query<{ seconds: number }>(LEFT, [sub, kind, windowSeconds, nowSeconds]);
  return refuse({ retryAfterSeconds: Math.max(1, left?.seconds ?? windowSeconds) });
}

/** Takes back one try that turned out right. */
export async function releaseAttempt(tx: Transaction, sub: string, kind: RecoveryAttempt): Promise<void> {
  await tx.query("DELETE FROM holdfast.recovery_attempts WHERE sub = $1 AND kind = $2 AND uses = 1", [sub, kind]);
  await tx.query("UPDATE holdfast.recovery_attempts SET uses = uses - 1 WHERE sub = $1 AND kind = $2 AND uses > 1", [sub, kind]);
}
