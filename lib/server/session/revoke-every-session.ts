// Ends a trader's sessions at once; the next request of any of them is refused on every process.
import "server-only";
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";
import type { Transaction } from "@/lib/server/postgres/database";
import { revokeSession } from "./revoke-session";

/** Revokes every living session of the transaction's trader but `keptId`, each with an event of that kind. Answers how many there were. */
export async function revokeEverySession(
  tx: Transaction,
  keptId: string | null,
  kind: SecurityEventKind,
  nowSeconds: number,
): Promise<number> {
  const living = await tx.query<{ id: string }>(
    "SELECT id FROM holdfast.sessions WHERE revoked_at IS NULL AND id IS DISTINCT FROM $1 ORDER BY id FOR UPDATE",
    [keptId],
  );
  for (const { id } of living) await revokeSession(tx, { id }, kind, nowSeconds);
  return living.length;
}
