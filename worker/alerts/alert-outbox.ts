// Alerts on their way. One is claimed before it is sent, so that a crash delays it and two workers never send it at once; a channel that is down loses none.
import type { Probe, Signal } from "@/lib/monitoring/signal";
import type { Transaction } from "@/lib/server/postgres/database";
import type { AlertChannel } from "./keep-alert";

const CLAIM_MAX = 20;
/** Longer than a delivery may take. */
const LEASE_SECONDS = 60;
const BACK_OFF_SECONDS_MAX = 600;
/** After three days nobody acts on it any more; it stays on the desk's list. */
export const ALERT_AGE_SECONDS_MAX = 3 * 86_400;

/** An alert that goes out by one channel. */
export interface ClaimedAlert {
  readonly id: string;
  readonly attempts: number;
  readonly isOld: boolean;
  readonly signal: Signal;
  readonly probe: Probe;
  readonly rule: string;
  readonly subject: string;
  readonly sentence: string;
  readonly runbook: string;
  readonly windowSeconds: number;
  readonly events: string;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly breakdown: Readonly<Record<string, number>>;
  readonly evidence: readonly string[];
  readonly reopens: string | null;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

/** Claims up to twenty due alerts, oldest first. What is due later than any back-off stems from a clock that was set back. */
export const claimAlerts = (tx: Transaction, channel: AlertChannel, nowSeconds: number): Promise<ClaimedAlert[]> =>
  tx.query<ClaimedAlert>(
    `WITH claimed AS (
       UPDATE holdfast.alert_deliveries SET attempts = attempts + 1, next_attempt_at = to_timestamp($2)
        WHERE (alert_id, channel) IN (
          SELECT d.alert_id, d.channel FROM holdfast.alert_deliveries d
           WHERE d.channel = $1 AND d.outcome IS NULL AND (d.next_attempt_at <= to_timestamp($3) OR d.next_attempt_at > to_timestamp($4))
           ORDER BY d.queued_at, d.alert_id LIMIT ${CLAIM_MAX.toString()} FOR UPDATE SKIP LOCKED)
       RETURNING alert_id, attempts, queued_at)
     SELECT a.id, c.attempts, c.queued_at < to_timestamp($5) AS "isOld", a.signal, a.probe, a.rule, a.subject, a.sentence, a.runbook,
            a.window_seconds AS "windowSeconds", a.events::text AS events, a.breakdown, a.evidence::text[] AS evidence, a.reopens,
            to_char(a.first_at AT TIME ZONE 'UTC', ${ISO}) AS "firstAt", to_char(a.last_at AT TIME ZONE 'UTC', ${ISO}) AS "lastAt"
       FROM claimed c JOIN holdfast.alerts a ON a.id = c.alert_id ORDER BY c.queued_at, a.id`,
    [channel, nowSeconds + LEASE_SECONDS, nowSeconds, nowSeconds + BACK_OFF_SECONDS_MAX, nowSeconds - ALERT_AGE_SECONDS_MAX],
  );

/** How one delivery ended: taken, or not this time and why. */
export type AlertOutcome = { readonly isSent: true } | { readonly isSent: false; readonly error: string };

/** Notes the end of an attempt. Beyond the age it is given up, and before that tried again: after 2, 4, 8 … seconds, at most ten minutes. */
export async function noteDelivery(
  tx: Transaction,
  { id, attempts, isOld }: Pick<ClaimedAlert, "id" | "attempts" | "isOld">,
  channel: AlertChannel,
  outcome: AlertOutcome,
  nowSeconds: number,
): Promise<void> {
  const ended = outcome.isSent ? "sent" : isOld ? "given_up" : null;
  await tx.query(
    `UPDATE holdfast.alert_deliveries SET outcome = $3, finished_at = CASE WHEN $3::text IS NULL THEN NULL ELSE to_timestamp($4) END,
            last_error = $5, next_attempt_at = to_timestamp($6)
      WHERE alert_id = $1 AND channel = $2 AND outcome IS NULL`,
    [
      ...[id, channel, ended, nowSeconds, outcome.isSent ? null : outcome.error],
      nowSeconds + Math.min(BACK_OFF_SECONDS_MAX, 2 ** Math.min(attempts, 20)),
    ],
  );
}
