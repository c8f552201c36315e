// The alerts for those who answer them. Who asks is the caller's to have proven: this reads with the desk's own role and belongs to no trader.
import "server-only";
import type { AlertDto, AlertListDto, EvidenceDto } from "@/lib/contracts/alerts";
import type { Database } from "@/lib/server/postgres/database";
import { alertCursor, readAlertCursor } from "./alert-cursor";

/** Alerts on one page. */
export const ALERTS_PAGE_SIZE = 50;

interface AlertRow extends Omit<AlertDto, "openedAt" | "firstAt" | "lastAt" | "closedAt" | "events" | "deliveries"> {
  readonly openedAt: Date;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly closedAt: Date | null;
  readonly events: bigint;
  readonly deliveries: AlertDto["deliveries"] | null;
}

const toDto = ({ openedAt, firstAt, lastAt, closedAt, events, deliveries, ...rest }: AlertRow): AlertDto => ({
  ...rest,
  openedAt: openedAt.toISOString(),
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
  closedAt: closedAt?.toISOString() ?? null,
  events: Number(events),
  deliveries: deliveries ?? [],
});

const LIST = `
  SELECT a.id, a.signal, a.probe, a.rule, a.subject, a.sentence, a.runbook, a.window_seconds AS "windowSeconds", a.opened_at AS "openedAt",
         a.first_at AS "firstAt", a.last_at AS "lastAt", a.closed_at AS "closedAt", a.events, a.breakdown, a.evidence::text[] AS evidence, a.reopens,
         (SELECT jsonb_agg(jsonb_build_object('channel', d.channel, 'outcome', coalesce(d.outcome, 'waiting'), 'attempts', d.attempts) ORDER BY d.channel)
            FROM holdfast.alert_deliveries d WHERE d.alert_id = a.id) AS deliveries
    FROM holdfast.alerts a
   WHERE $1::timestamptz IS NULL OR (a.opened_at, a.id) < ($1::timestamptz, $2::uuid)
   ORDER BY a.opened_at DESC, a.id DESC LIMIT $3`;

/** One page of alerts, newest first, older than `cursor` (null: the newest). A cursor that is not ours begins at the newest. */
export async function listAlerts(desk: Database, cursor: string | null): Promise<AlertListDto> {
  const after = readAlertCursor(cursor);
  const rows = await desk.asService((tx) => tx.query<AlertRow>(LIST, [after?.openedAt ?? null, after?.id ?? null, ALERTS_PAGE_SIZE + 1]));
  const page = rows.slice(0, ALERTS_PAGE_SIZE).map(toDto);
  const last = rows.length > ALERTS_PAGE_SIZE ? page.at(-1) : undefined;
  return { alerts: page, nextCursor: last === undefined ? null : alertCursor(last) };
}

interface EvidenceRow extends Omit<EvidenceDto, "at" | "seq"> {
  readonly at: Date;
  readonly seq: bigint;
}

/** The events that an alert keeps as its evidence, oldest first; nothing for an id that is none. */
export async function listEvidence(desk: Database, alertId: string): Promise<readonly EvidenceDto[]> {
  const rows = await desk.asService((tx) =>
    tx.query<EvidenceRow>(
      `SELECT e.id::text AS id, s.seq, e.at, e.kind, e.sub, e.detail
         FROM holdfast.alerts a JOIN holdfast.security_events e ON e.id = ANY (a.evidence) JOIN holdfast.security_seals s ON s.event_id = e.id
        WHERE a.id::text = $1 ORDER BY s.seq`,
      [alertId],
    ),
  );
  return rows.map(({ at, seq, ...rest }) => ({ ...rest, at: at.toISOString(), seq: Number(seq) }));
}
