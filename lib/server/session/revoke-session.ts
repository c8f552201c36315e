// Ends one session in the registry. The next request of that session is refused on every process.
import "server-only";
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";
import type { Transaction } from "@/lib/server/postgres/database";
import { recordSecurityEvent, type SecurityEvent } from "./record-security-event";

/** Which session: by its id, or by the sign-in it belongs to. */
export type SessionKey = { readonly id: string } | { readonly originJti: string };

/**
 * Revokes the trader's session in the trader's transaction and writes the event. Answers the id, or null when there was
 * nothing alive to revoke; then nothing is written. Two callers at once: one of them gets the id.
 */
export async function revokeSession(
  tx: Transaction,
  key: SessionKey,
  kind: SecurityEventKind,
  nowSeconds: number,
  detail: SecurityEvent["detail"] = {},
): Promise<string | null> {
  const [column, value] = "id" in key ? ["id", key.id] : ["origin_jti", key.originJti];
  const [row] = await tx.query<{ id: string; sub: string }>(
    `UPDATE holdfast.sessions SET revoked_at = to_timestamp($2), revoked_reason = $3
     WHERE ${column} = $1 AND revoked_at IS NULL RETURNING id, sub`,
    [value, nowSeconds, kind],
  );
  if (!row) return null;
  await recordSecurityEvent(tx, { kind, sub: row.sub, sessionId: row.id, detail }, nowSeconds);
  return row.id;
}
