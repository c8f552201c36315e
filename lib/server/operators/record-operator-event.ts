// The desk's own log. Append-only: the database refuses every change, and colleagues read all of it.
import "server-only";
import type { OperatorEventKind } from "@/lib/contracts/operator-event-kinds";
import type { Transaction } from "@/lib/server/postgres/database";

/** One event. `detail` holds plain facts; never a token, a code or an address of a person. */
export interface OperatorEvent {
  readonly kind: OperatorEventKind;
  /** Null where nobody was proven yet. */
  readonly sub: string | null;
  readonly sessionId: string | null;
  readonly detail?: Readonly<Record<string, string | number>> | undefined;
}

/** Appends one event in `tx`, so that it stands exactly when what it tells of does. `tx` must act as that operator, or as nobody for one without. */
export async function recordOperatorEvent(tx: Transaction, event: OperatorEvent, nowSeconds: number): Promise<void> {
  await tx.query("INSERT INTO holdfast.operator_events (at, sub, session_id, kind, detail) VALUES (to_timestamp($1), $2, $3, $4, $5)", [
    nowSeconds,
    event.sub,
    event.sessionId,
    event.kind,
    JSON.stringify(event.detail ?? {}),
  ]);
}
