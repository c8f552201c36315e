// Alerts to the operations team's own endpoint: the same way out as traders' webhooks, https to a pinned public address, signed, nothing kept of the answer.
import { readHead, type ChainHead } from "@/lib/server/event-log/sealed-rows";
import { signWebhook } from "@/lib/server/signal-store/webhook-secret";
import type { Secret } from "@/lib/settings/secret";
import type { Round } from "../create-round";
import { sendWebhook, type WebhookWorld } from "../webhooks/send-webhook";
import type { Worker } from "../worker";
import { claimAlerts, type ClaimedAlert, noteDelivery } from "./alert-outbox";

/** What alerts by webhook need of a worker. */
export type AlertWebhookWorker = Pick<Worker, "database" | "clock" | "log"> & {
  readonly url: string;
  /** 32 bytes in base64url. */
  readonly key: Secret;
  readonly world: WebhookWorld;
};

/** The signing secret as receivers of Standard Webhooks take it. */
export const alertSecret = (key: Secret): string => `whsec_${Buffer.from(key.reveal(), "base64url").toString("base64")}`;

/** The JSON of an alert. Fields are added and never renamed. */
export function alertBody({ id, attempts: _attempts, isOld: _isOld, events, ...data }: ClaimedAlert, head: ChainHead): string {
  return JSON.stringify({ type: "alert", id, data: { ...data, events: Number(events), chain: head } });
}

/** The round of one process. It throws UnavailableError("database"). */
export function createAlertWebhookRound({ database, clock, log, url, key, world }: AlertWebhookWorker): () => Promise<Round> {
  const deliver = async (alert: ClaimedAlert, head: ChainHead): Promise<void> => {
    const [body, atSeconds] = [alertBody(alert, head), clock.nowSeconds()];
    const signature = signWebhook(alertSecret(key), alert.id, atSeconds, body);
    const headers = { "webhook-id": alert.id, "webhook-timestamp": atSeconds.toString(), "webhook-signature": signature };
    const outcome = await sendWebhook({ url, headers: { ...headers, "user-agent": "Holdfast-Alerts/1" }, body }, world);
    const isSent = outcome === "taken";
    if (!isSent) log.warn("alert_webhook_not_taken", { alert: alert.id, attempts: alert.attempts, outcome });
    await database.asService((tx) =>
      noteDelivery(tx, alert, "webhook", isSent ? { isSent } : { isSent, error: outcome }, clock.nowSeconds()),
    );
  };
  return async () => {
    const { claimed, head } = await database.asService(async (tx) => ({
      claimed: await claimAlerts(tx, "webhook", clock.nowSeconds()),
      head: await readHead(tx),
    }));
    await Promise.all(claimed.map((alert) => deliver(alert, head)));
    return claimed.length > 0 ? "busy" : "idle";
  };
}
