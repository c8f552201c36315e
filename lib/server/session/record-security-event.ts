// The trail of what happened to a trader's access. Append-only: the database refuses every change.
import "server-only";
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";
import type { Transaction } from "@/lib/server/postgres/database";
import { changeCircumstances } from "./change-circumstances";

/** One event. `detail` holds plain facts; never a token, a cookie or an address of a person. */
export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  readonly sub: string;
  /** Null where no session did it. */
  readonly sessionId: string | null;
  readonly detail?: Readonly<Record<string, string | number>> | undefined;
}

/**
 * Appends one event in the trader's transaction, so that it stands exactly when the change it tells of does. A change of how the account is entered is
 * written with the proof that stands behind it.
 */
export async function recordSecurityEvent(tx: Transaction, event: SecurityEvent, nowSeconds: number): Promise<void> {
  const circumstances = await changeCircumstances(tx, event, nowSeconds);
  await tx.query("INSERT INTO holdfast.security_events (at, sub, session_id, kind, detail) VALUES (to_timestamp($1), $2, $3, $4, $5)", [
    nowSeconds,
    event.sub,
    event.sessionId,
    event.kind,
    JSON.stringify({ ...event.detail, ...circumstances }),
  ]);
}
