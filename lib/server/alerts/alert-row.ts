// One alert as the database keeps it and as the desk is shown it.
import "server-only";
import type { AlertDto } from "@/lib/contracts/alerts";

/** A row as the statement below reads it. */
export interface AlertRow extends Omit<AlertDto, "openedAt" | "firstAt" | "lastAt" | "closedAt" | "events" | "deliveries"> {
  readonly openedAt: Date;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly closedAt: Date | null;
  readonly events: bigint;
  readonly deliveries: AlertDto["deliveries"] | null;
}

/** The row in the form of the contract. */
export const alertDto = ({ openedAt, firstAt, lastAt, closedAt, events, deliveries, ...rest }: AlertRow): AlertDto => ({
  ...rest,
  openedAt: openedAt.toISOString(),
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
  closedAt: closedAt?.toISOString() ?? null,
  events: Number(events),
  deliveries: deliveries ?? [],
});

/** The statement up to its condition; the alert is `a`. */
export const SELECT_ALERT = `
  SELECT a.id, a.signal, a.probe, a.rule, a.subject, a.sentence, a.runbook, a.window_seconds AS "windowSeconds", a.opened_at AS "openedAt",
         a.first_at AS "firstAt", a.last_at AS "lastAt", a.closed_at AS "closedAt", a.events, a.breakdown, a.evidence::text[] AS evidence, a.reopens,
         (SELECT jsonb_agg(jsonb_build_object('channel', d.channel, 'outcome', coalesce(d.outcome, 'waiting'), 'attempts', d.attempts) ORDER BY d.channel)
            FROM holdfast.alert_deliveries d WHERE d.alert_id = a.id) AS deliveries
    FROM holdfast.alerts a`;
