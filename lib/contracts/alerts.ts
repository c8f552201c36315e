// Alerts as the support desk sees them.
import * as z from "zod";

/** How an alert has gone out by one channel. Mail has an outbox of its own and is not among them. */
export const ALERT_DELIVERY = z.object({
  channel: z.enum(["webhook", "metric"]),
  outcome: z.enum(["waiting", "sent", "given_up"]),
  attempts: z.int().min(0),
});

export const ALERT = z.object({
  id: z.uuid(),
  signal: z.string(),
  /** What is probably being probed. */
  probe: z.string(),
  rule: z.string(),
  /** A hashed account, a coarse network, a pool, or `product`. */
  subject: z.string(),
  sentence: z.string(),
  runbook: z.string(),
  windowSeconds: z.int(),
  openedAt: z.iso.datetime(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  /** Null while it goes on. */
  closedAt: z.iso.datetime().nullable(),
  events: z.int().min(1),
  breakdown: z.record(z.string(), z.number()),
  /** Numbers of security events: the first ones and the latest. */
  evidence: z.array(z.string()),
  /** The alert of the same that was quiet before this one. */
  reopens: z.uuid().nullable(),
  deliveries: z.array(ALERT_DELIVERY),
});
export type AlertDto = z.infer<typeof ALERT>;

export const ALERT_LIST = z.object({ alerts: z.array(ALERT), nextCursor: z.string().nullable() });
export type AlertListDto = z.infer<typeof ALERT_LIST>;

/** A security event that an alert stands on. `sub` is there for the desk, which looks the trader up by it. */
export const EVIDENCE = z.object({
  id: z.string(),
  /** Its place in the chain. */
  seq: z.int(),
  at: z.iso.datetime(),
  kind: z.string(),
  sub: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
});
export type EvidenceDto = z.infer<typeof EVIDENCE>;

/** What the page of alerts shows. `open` counts those that go on, on whichever page they stand. */
export interface DeskAlertsDto extends AlertListDto {
  readonly nowSeconds: number;
  readonly open: number;
}

/** What the page of one alert shows. */
export interface DeskAlertDto {
  readonly nowSeconds: number;
  readonly alert: AlertDto;
  readonly evidence: readonly EvidenceDto[];
}
