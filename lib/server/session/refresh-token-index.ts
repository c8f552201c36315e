// Ties refresh tokens to sessions by hash, so that a token can be judged before the user pool is asked, and its reuse be traced.
import "server-only";
import { createHash } from "node:crypto";
import type { Transaction } from "@/lib/server/postgres/database";

const KEPT_SECONDS = 48 * 60 * 60;

/** SHA-256 of a refresh token: its name in the database. */
export const refreshTokenHash = (refreshToken: string): Buffer => createHash("sha256").update(refreshToken).digest();

/** Whose session a refresh token belongs to. */
export interface RefreshTokenOwner {
  readonly sessionId: string;
  readonly sub: string;
}

/** The session of a refresh token, or null for one that was never issued through us. */
export async function findRefreshTokenOwner(tx: Transaction, hash: Buffer): Promise<RefreshTokenOwner | null> {
  const [row] = await tx.query<{ session_id: string; sub: string }>(
    "SELECT session_id, sub FROM holdfast.refresh_tokens WHERE token_hash = $1",
    [hash],
  );
  return row ? { sessionId: row.session_id, sub: row.sub } : null;
}

/** Remembers a token's session. A token that is already known keeps its first owner. */
export async function rememberRefreshToken(tx: Transaction, hash: Buffer, owner: RefreshTokenOwner, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.refresh_tokens (token_hash, session_id, sub, created_at) VALUES ($1, $2, $3, to_timestamp($4))
     ON CONFLICT (token_hash) DO NOTHING`,
    [hash, owner.sessionId, owner.sub, nowSeconds],
  );
}

/** Forgets hashes and flights that no living session can need. */
export async function forgetOldRefreshes(tx: Transaction, nowSeconds: number): Promise<void> {
  const before = nowSeconds - KEPT_SECONDS;
  await tx.query("DELETE FROM holdfast.refresh_tokens WHERE created_at < to_timestamp($1)", [before]);
  await tx.query("DELETE FROM holdfast.refresh_flights WHERE lease_until < to_timestamp($1)", [before]);
}
