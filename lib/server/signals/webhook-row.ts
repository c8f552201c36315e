// Endpoints as their trader sees them. All statements run inside the trader's own transaction, so row security holds.
import "server-only";
import type { DeliveryOutcome, WebhookDto } from "@/lib/contracts/signals";
import { isUuid } from "@/lib/ground/is-uuid";
import type { Transaction } from "@/lib/server/postgres/database";
import { timeText } from "@/lib/server/postgres/time-text";

interface Raw {
  readonly id: string;
  readonly url: string;
  readonly created: bigint;
  readonly isFailing: boolean;
  readonly waiting: number;
  readonly attempted: bigint | null;
  readonly outcome: DeliveryOutcome | null;
}

const SELECT = `
  SELECT w.id, w.url, extract(epoch FROM w.created_at)::int8 AS created, w.failing_since IS NOT NULL AS "isFailing",
         (SELECT count(*)::int FROM holdfast.signal_deliveries d WHERE d.endpoint_id = w.id AND d.outcome IS NULL) AS waiting,
         extract(epoch FROM w.last_attempt_at)::int8 AS attempted, w.last_outcome AS outcome
    FROM holdfast.webhook_endpoints w WHERE w.removed_at IS NULL`;

const shape = ({ id, url, created, isFailing, waiting, attempted, outcome }: Raw): WebhookDto => ({
  ...{ id, url, waiting, createdAt: timeText(Number(created)), state: isFailing ? "failing" : "working" },
  lastAttempt: attempted === null || outcome === null ? null : { at: timeText(Number(attempted)), outcome },
});

/** The trader's endpoints, oldest first. */
export async function findWebhooks(tx: Transaction): Promise<readonly WebhookDto[]> {
  return (await tx.query<Raw>(`${SELECT} ORDER BY w.created_at, w.id`)).map(shape);
}

/** The trader's endpoint with this id, or null when it is unknown, removed or a text that is no id. */
export async function findWebhook(tx: Transaction, id: string): Promise<WebhookDto | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(`${SELECT} AND w.id = $1`, [id]);
  return raw ? shape(raw) : null;
}
