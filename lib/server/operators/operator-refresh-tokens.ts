// Every refresh token of the desk by its SHA-256, so that a token, even a rotated one, names its session.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { OPERATOR_SESSION_SECONDS } from "@/lib/policy/operator-policy";

/** Whose a refresh token is. */
export interface OperatorTokenOwner {
  readonly sessionId: string;
  readonly sub: string;
}

/** The session that a token belongs to, or null for one that was never issued through us. Only its holder can name a hash. */
export async function findOperatorOfRefreshToken(tx: Transaction, hash: Buffer): Promise<OperatorTokenOwner | null> {
  const [owner] = await tx.query<OperatorTokenOwner>(
    `SELECT session_id AS "sessionId", sub FROM holdfast.operator_refresh_tokens WHERE token_hash = $1`,
    [hash],
  );
  return owner ?? null;
}

/** Remembers a token, and forgets those whose sessions are over by age. `tx` acts as the owner. */
export async function rememberOperatorRefreshToken(
  tx: Transaction,
  hash: Buffer,
  owner: OperatorTokenOwner,
  nowSeconds: number,
): Promise<void> {
  await tx.query("DELETE FROM holdfast.operator_refresh_tokens WHERE created_at < to_timestamp($1)", [
    nowSeconds - 2 * OPERATOR_SESSION_SECONDS,
  ]);
  await tx.query(
    `INSERT INTO holdfast.operator_refresh_tokens (token_hash, session_id, sub, created_at) VALUES ($1, $2, $3, to_timestamp($4))
     ON CONFLICT (token_hash) DO NOTHING`,
    [hash, owner.sessionId, owner.sub, nowSeconds],
  );
}
