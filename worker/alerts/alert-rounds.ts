// Which rounds of watching a worker runs, by its settings. A channel that is not set has no round and is queued nothing.
import type { Round } from "../create-round";
import { PUBLIC_ADDRESSES } from "../webhooks/pin-address";
import type { AlertSettings } from "../worker-settings";
import type { Worker } from "../worker";
import { createAlertRound } from "./create-alert-round";
import { createAlertWebhookRound } from "./create-alert-webhook-round";
import { createMeters } from "./create-meters";
import { createMetricRound } from "./create-metric-round";
import type { AlertChannel } from "./keep-alert";
import { createLocalTrail } from "./local-trail";
import { createTrailRound } from "./pool-trail";
import { createSqsTrail } from "./sqs-trail";

/** The rounds of one process: watching itself, and one for each channel and source that is set. */
export function alertRounds(
  worker: Pick<Worker, "database" | "clock" | "log" | "approvedAt">,
  { mailTo, webhook, otlpEndpoint, poolTrail }: AlertSettings,
): readonly (() => Promise<Round>)[] {
  const metrics = otlpEndpoint === null ? null : createMetricRound(worker, createMeters(otlpEndpoint));
  const channels: AlertChannel[] = [...(webhook === null ? [] : ["webhook" as const]), ...(metrics === null ? [] : ["metric" as const])];
  if (mailTo === null && channels.length === 0) worker.log.warn("alerts_are_only_listed");
  if (poolTrail === null) worker.log.warn("pool_changes_are_not_watched");
  const watching = createAlertRound({ ...worker, mailTo, channels, ...(metrics === null ? {} : { onSealed: metrics.sealed.add }) });
  return [
    watching,
    ...(webhook === null ? [] : [createAlertWebhookRound({ ...worker, ...webhook, world: { book: PUBLIC_ADDRESSES } })]),
    ...(metrics === null ? [] : [metrics.round]),
    ...(poolTrail === null
      ? []
      : [createTrailRound(worker, poolTrail.kind === "queue" ? createSqsTrail(poolTrail.url) : createLocalTrail(poolTrail.url))]),
  ];
}
