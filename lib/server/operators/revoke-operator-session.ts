// Ends one session of the desk, and writes down why, in one transaction.
import "server-only";
import type { OperatorEventKind } from "@/lib/contracts/operator-event-kinds";
import type { Transaction } from "@/lib/server/postgres/database";
import { markOperatorSessionRevoked, type OperatorSessionKey } from "./operator-session-row";
import { recordOperatorEvent } from "./record-operator-event";

/** Revokes the operator's session and notes it under `kind`; answers its id, or null when there was none alive (then nothing is noted). */
export async function revokeOperatorSession(
  tx: Transaction,
  sub: string,
  key: OperatorSessionKey,
  kind: OperatorEventKind,
  nowSeconds: number,
): Promise<string | null> {
  const id = await markOperatorSessionRevoked(tx, key, kind, nowSeconds);
  if (id !== null) await recordOperatorEvent(tx, { kind, sub, sessionId: id }, nowSeconds);
  return id;
}
