// The alerts for those who answer them. Who asks is the caller's to have proven: this reads with the desk's own role and belongs to no trader.
import "server-only";
import type { AlertListDto, EvidenceDto } from "@/lib/contracts/alerts";
import type { Database } from "@/lib/server/postgres/database";
import { alertCursor, readAlertCursor } from "./alert-cursor";
import { alertDto, SELECT_ALERT, type AlertRow } from "./alert-row";

/** Alerts on one page. */
export const ALERTS_PAGE_SIZE = 50;

const LIST = `
  ${SELECT_ALERT}
   WHERE $1::timestamptz IS NULL OR (a.opened_at, a.id) < ($1::timestamptz, $2::uuid)
   ORDER BY a.opened_at DESC, a.id DESC LIMIT $3`;

/** One page of alerts, newest first, older than `cursor` (null: the newest). A cursor that is not ours begins at the newest. */
export async function listAlerts(desk: Database, cursor: string | null): Promise<AlertListDto> {
  const after = readAlertCursor(cursor);
  const rows = await desk.asService((tx) => tx.query<AlertRow>(LIST, [after?.openedAt ?? null, after?.id ?? null, ALERTS_PAGE_SIZE + 1]));
  const page = rows.slice(0, ALERTS_PAGE_SIZE).map(alertDto);
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
