// One round of webhooks: claim, send side by side, note how it went. Sending happens outside of any transaction, so a slow endpoint holds no row.
import { randomInt } from "node:crypto";
import type { DeliveryOutcome } from "@/lib/contracts/signals";
import type { Transaction } from "@/lib/server/postgres/database";
import { signWebhook, webhookSecret } from "@/lib/server/signal-store/webhook-secret";
import type { Secret } from "@/lib/settings/secret";
import { webhookDelaySeconds } from "@/lib/signals/webhook-schedule";
import type { Round } from "../create-round";
import type { Worker } from "../worker";
import { sendWebhook, type WebhookWorld } from "./send-webhook";
import { webhookBody } from "./webhook-body";
import { claimWebhooks, type ClaimedWebhook, finishWebhook, markFailing, noteAttempt, retryWebhook } from "./webhook-queue";

/** What webhooks need of a worker. */
export type WebhookWorker = Pick<Worker, "database" | "clock" | "log" | "approvedAt"> & {
  readonly webhookKey: Secret;
  readonly world: WebhookWorld;
};

/** The round of one process. It throws UnavailableError("database"). */
export function createWebhookRound(worker: WebhookWorker): () => Promise<Round> {
  const { database, clock } = worker;
  return async () => {
    const claimed = await database.asService((tx) => claimWebhooks(tx, clock.nowSeconds()));
    await Promise.all(claimed.map((webhook) => deliver(worker, webhook)));
    return claimed.length > 0 ? "busy" : "idle";
  };
}

async function deliver(worker: WebhookWorker, webhook: ClaimedWebhook): Promise<void> {
  const { database, clock } = worker;
  if (webhook.isClosed) return database.asService((tx) => finishWebhook(tx, webhook.id, "dropped", clock.nowSeconds()));
  const outcome = await send(worker, webhook);
  await database.asTrader(webhook.trader, (tx) => note(tx, webhook, outcome, clock.nowSeconds()));
  if (outcome !== "taken") worker.log.info("webhook_not_taken", { delivery: webhook.id, attempts: webhook.attempts, outcome });
}

function send({ webhookKey, world, clock, approvedAt }: WebhookWorker, webhook: ClaimedWebhook): Promise<DeliveryOutcome> {
  const body = webhookBody(webhook, approvedAt.origin);
  const atSeconds = clock.nowSeconds();
  const signature = signWebhook(webhookSecret(webhookKey, webhook.endpointId), webhook.id, atSeconds, body);
  const headers = { "webhook-id": webhook.id, "webhook-timestamp": atSeconds.toString(), "webhook-signature": signature };
  return sendWebhook({ url: webhook.url, headers: { ...headers, "user-agent": "Holdfast-Webhooks/1" }, body }, world);
}

const CHANCE_STEPS = 1_000;

async function note(tx: Transaction, webhook: ClaimedWebhook, outcome: DeliveryOutcome, nowSeconds: number): Promise<void> {
  const { id, trader, endpointId, attempts, signal } = webhook;
  await noteAttempt(tx, endpointId, outcome, nowSeconds);
  if (outcome === "taken") return finishWebhook(tx, id, "sent", nowSeconds);
  // A test is one question with one answer.
  if (signal === null) return finishWebhook(tx, id, "given_up", nowSeconds);
  const delay = webhookDelaySeconds(attempts, randomInt(CHANCE_STEPS) / CHANCE_STEPS);
  if (delay !== null) return retryWebhook(tx, id, outcome, nowSeconds + delay);
  await finishWebhook(tx, id, "given_up", nowSeconds);
  if (!(await markFailing(tx, endpointId, nowSeconds))) return;
  await tx.query("INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, 'webhook_failing', '{}')", [
    nowSeconds,
    trader,
  ]);
}
