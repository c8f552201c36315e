// One security event with everything that decides whether and how it is told.
import type { Transaction } from "@/lib/server/postgres/database";
import type { EventDetail } from "@/lib/notices/desk-lines";
import type { Surroundings } from "@/lib/notices/decide-telling";

/** An event, where it came from, and what stands around it. Device and network are empty where nobody knows. */
export interface ToldEvent extends Omit<Surroundings, "nowSeconds"> {
  readonly device: string;
  readonly network: string;
  readonly detail: EventDetail;
}

/** Reads the event of a notice. A throttle looks at the time of events and not of mails, so that an outage of mail changes nothing about it. */
export async function readEvent(tx: Transaction, eventId: bigint): Promise<ToldEvent | null> {
  const [event] = await tx.query<ToldEvent>(
    `SELECT extract(epoch FROM e.at)::float8 AS "atSeconds",
            e.detail, coalesce(s.device, e.detail->>'device', '') AS device, coalesce(s.network, e.detail->>'network', '') AS network,
            (SELECT extract(epoch FROM max(n.at))::float8 FROM holdfast.notices n
              WHERE n.sub = e.sub AND n.kind = e.kind AND n.outcome = 'mailed') AS "lastMailedAtSeconds",
            EXISTS (SELECT 1 FROM holdfast.sessions o
                     WHERE o.sub = e.sub AND o.id <> s.id AND o.device = s.device AND o.network = s.network AND o.created_at <= s.created_at)
              AS "isKnownPlace",
            EXISTS (SELECT 1 FROM holdfast.security_events u WHERE u.sub = e.sub AND u.kind = 'step_up_used' AND u.id > e.id) AS "isApprovedSince"
       FROM holdfast.security_events e LEFT JOIN holdfast.sessions s ON s.id = e.session_id AND s.sub = e.sub
      WHERE e.id = $1`,
    [eventId],
  );
  return event ?? null;
}
