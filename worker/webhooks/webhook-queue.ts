// Webhooks on their way. A delivery is claimed before it is sent, so that a crash delays it and two workers never send it at once.
import type { DeliveryOutcome } from "@/lib/contracts/signals";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Happened } from "@/lib/signals/happened";
import type { PreparedAction } from "@/lib/signals/prepare-action";

const CLAIM_MAX = 10;
/** Longer than a delivery may take. */
const LEASE_SECONDS = 60;
/** Longer than any delay; what is due later stems from a clock that was set back. */
const WAIT_SECONDS_MAX = 40_000;

/** One delivery to make. */
export interface ClaimedWebhook {
  readonly id: string;
  readonly trader: string;
  readonly attempts: number;
  readonly endpointId: string;
  readonly url: string;
  /** Removed, or failing and this is no test. */
  readonly isClosed: boolean;
  /** Null for a test. */
  readonly signal: {
    readonly eventId: string;
    readonly ruleId: string;
    readonly ruleName: string;
    readonly happened: Happened;
    readonly action: PreparedAction;
    readonly isTakenBack: boolean;
  } | null;
}

/** Claims up to ten due deliveries, oldest first. Those of a frozen account wait until it acts again. */
export async function claimWebhooks(tx: Transaction, nowSeconds: number): Promise<ClaimedWebhook[]> {
  return tx.query<ClaimedWebhook>(
    `WITH claimed AS (
       UPDATE holdfast.signal_deliveries SET attempts = attempts + 1, next_attempt_at = to_timestamp($1 + $2)
        WHERE id IN (
          SELECT d.id FROM holdfast.signal_deliveries d
           WHERE d.channel = 'webhook' AND d.outcome IS NULL
             AND (d.next_attempt_at <= to_timestamp($1) OR d.next_attempt_at > to_timestamp($1 + $3))
             AND NOT EXISTS (
               SELECT 1 FROM (SELECT step, ends_at FROM holdfast.account_freezes f WHERE f.sub = d.trader ORDER BY f.id DESC LIMIT 1) last
                WHERE last.step = 'frozen' OR (last.step = 'unfreezing' AND last.ends_at > to_timestamp($1)))
           ORDER BY d.next_attempt_at, d.id LIMIT ${CLAIM_MAX.toString()} FOR UPDATE SKIP LOCKED)
       RETURNING id, trader, attempts, endpoint_id, event_id)
     SELECT c.id, c.trader, c.attempts, e.id AS "endpointId", e.url,
            e.removed_at IS NOT NULL OR (e.failing_since IS NOT NULL AND c.event_id IS NOT NULL) AS "isClosed",
            CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('eventId', s.id, 'ruleId', r.id, 'ruleName', r.name, 'happened', s.happened,
              'action', s.action, 'isTakenBack', s.retracted_at IS NOT NULL) END AS signal
       FROM claimed c
       JOIN holdfast.webhook_endpoints e ON e.id = c.endpoint_id
       LEFT JOIN holdfast.signal_events s ON s.id = c.event_id
       LEFT JOIN holdfast.signal_rules r ON r.id = s.rule_id`,
    [nowSeconds, LEASE_SECONDS, WAIT_SECONDS_MAX],
  );
}

/** Ends a delivery. */
export async function finishWebhook(
  tx: Transaction,
  id: string,
  outcome: "sent" | "given_up" | "dropped",
  nowSeconds: number,
): Promise<void> {
  await tx.query("UPDATE holdfast.signal_deliveries SET outcome = $2, finished_at = to_timestamp($3) WHERE id = $1 AND outcome IS NULL", [
    id,
    outcome,
    nowSeconds,
  ]);
}

/** Sends a delivery again at a later time. */
export async function retryWebhook(tx: Transaction, id: string, error: DeliveryOutcome, atSeconds: number): Promise<void> {
  await tx.query(
    "UPDATE holdfast.signal_deliveries SET last_error = $2, next_attempt_at = to_timestamp($3) WHERE id = $1 AND outcome IS NULL",
    [id, error, atSeconds],
  );
}

/** How the endpoint answered last. One that takes something is failing no more. */
export async function noteAttempt(tx: Transaction, endpointId: string, outcome: DeliveryOutcome, nowSeconds: number): Promise<void> {
  await tx.query(
    `UPDATE holdfast.webhook_endpoints SET last_attempt_at = to_timestamp($3), last_outcome = $2,
            failing_since = CASE WHEN $2 = 'taken' THEN NULL ELSE failing_since END WHERE id = $1`,
    [endpointId, outcome, nowSeconds],
  );
}

/** Marks an endpoint as failing and drops what else waits for it; true when it was not marked before. */
export async function markFailing(tx: Transaction, endpointId: string, nowSeconds: number): Promise<boolean> {
  const marked = await tx.query(
    `UPDATE holdfast.webhook_endpoints SET failing_since = to_timestamp($2) WHERE id = $1 AND failing_since IS NULL AND removed_at IS NULL
     RETURNING 1`,
    [endpointId, nowSeconds],
  );
  await tx.query(
    "UPDATE holdfast.signal_deliveries SET outcome = 'dropped', finished_at = to_timestamp($2) WHERE endpoint_id = $1 AND outcome IS NULL",
    [endpointId, nowSeconds],
  );
  return marked.length === 1;
}
