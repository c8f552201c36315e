// The notices as the worker sees them: one per security event, queued by the database itself.
import type { Transaction } from "@/lib/server/postgres/database";

/** Longer than any rule lets a notice wait; one that is due later stems from a clock that was set back. */
const WAIT_SECONDS_MAX = 3_600;
const ROUND_MAX = 20;

/** An event that waits to be told. */
export interface DueNotice {
  readonly eventId: bigint;
  /** Null when the event is about no account that we know. */
  readonly sub: string | null;
  readonly kind: string;
}

/** Due notices, oldest first. A plain read: whoever writes one locks it then and looks again. */
export const listDueNotices = (tx: Transaction, nowSeconds: number): Promise<DueNotice[]> =>
  tx.query<DueNotice>(
    `SELECT event_id AS "eventId", sub, kind FROM holdfast.notices
      WHERE outcome IS NULL AND (next_attempt_at <= to_timestamp($1) OR next_attempt_at > to_timestamp($1 + $2))
      ORDER BY event_id LIMIT ${ROUND_MAX.toString()}`,
    [nowSeconds, WAIT_SECONDS_MAX],
  );

/** Locks one open notice until the transaction ends; false when somebody else has it, or it is told already. */
export async function lockNotice(tx: Transaction, eventId: bigint): Promise<boolean> {
  const rows = await tx.query("SELECT 1 FROM holdfast.notices WHERE event_id = $1 AND outcome IS NULL FOR UPDATE SKIP LOCKED", [eventId]);
  return rows.length === 1;
}

/** What became of a notice. */
export async function endNotice(tx: Transaction, eventId: bigint, outcome: "mailed" | "log_only" | "repeated" | "nobody"): Promise<void> {
  await tx.query("UPDATE holdfast.notices SET outcome = $2 WHERE event_id = $1", [eventId, outcome]);
}

/** Looks at a notice again at a later time. */
export async function putNoticeOff(tx: Transaction, eventId: bigint, untilSeconds: number): Promise<void> {
  await tx.query("UPDATE holdfast.notices SET next_attempt_at = to_timestamp($2) WHERE event_id = $1", [eventId, untilSeconds]);
}
