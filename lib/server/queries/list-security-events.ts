// The trail of the trader's access, in plain words. It asks for the trader itself, whoever asked before.
import "server-only";
import type { SecurityEventDto, SecurityLogDto } from "@/lib/contracts/security-log";
import { deskLines, type EventDetail } from "@/lib/notices/desk-lines";
import { sentenceOfEvent, wordsOfEvent } from "@/lib/notices/event-words";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Database } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";

/** Lines on one page. */
export const SECURITY_LOG_PAGE_SIZE = 20;

/** The numbers of events are small; nineteen digits are the largest that the database has. */
const CURSOR = /^[1-9]\d{0,17}$/;

interface EventRow {
  readonly id: bigint;
  readonly at: Date;
  readonly kind: string;
  readonly device: string;
  readonly network: string;
  readonly detail: EventDetail;
}

/** One page of the signed-in trader's trail, older than `cursor` (null: the newest). Throws RefusalError without a session or for a cursor that is not ours. */
export async function listSecurityEvents(cursor: string | null): Promise<SecurityLogDto> {
  const { sub } = await requireTrader();
  if (cursor !== null && !CURSOR.test(cursor))
    throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  return readSecurityLog(services().database, sub, cursor);
}

/** The page of `sub`'s trail that follows `cursor`. Events are numbered as they were written, so the order is total and never changes. */
export async function readSecurityLog(database: Database, sub: string, cursor: string | null): Promise<SecurityLogDto> {
  const rows = await database.asTrader(sub, (tx) =>
    tx.query<EventRow>(
      `SELECT e.id, e.at, e.kind, e.detail, coalesce(s.device, e.detail->>'device', '') AS device, coalesce(s.network, e.detail->>'network', '') AS network
         FROM holdfast.security_events e LEFT JOIN holdfast.sessions s ON s.id = e.session_id
        WHERE e.sub = $1 AND ($2::bigint IS NULL OR e.id < $2::bigint) ORDER BY e.id DESC LIMIT $3`,
      [sub, cursor, SECURITY_LOG_PAGE_SIZE + 1],
    ),
  );
  const page = rows.slice(0, SECURITY_LOG_PAGE_SIZE);
  const last = rows.length > SECURITY_LOG_PAGE_SIZE ? page.at(-1) : undefined;
  return { events: page.map(toDto), nextCursor: last === undefined ? null : last.id.toString() };
}

function toDto({ id, at, kind, device, network, detail }: EventRow): SecurityEventDto {
  const { title } = wordsOfEvent(kind);
  const reason = typeof detail["reason"] === "string" ? detail["reason"] : "";
  const sentence = [sentenceOfEvent(kind, reason), ...deskLines(kind, detail)].join(" ");
  return { id: id.toString(), at: at.toISOString(), title, sentence, device, network: network === "unknown" ? "" : network };
}
