// Sealed events as the rules want them. Accounts appear as hashes only, whatever is found about them.
import { createHash } from "node:crypto";
import type { Transaction } from "@/lib/server/postgres/database";
import { WATCHED_KINDS } from "@/lib/monitoring/watched-kinds";
import type { WatchedEvent } from "@/lib/monitoring/watched-event";

/** Events read in one turn. */
export const READ_MAX = 2_000;

interface Row extends Omit<WatchedEvent, "seq" | "account"> {
  readonly seq: string;
  readonly sub: string | null;
  readonly typed: string | null;
}

const COLUMNS = `s.seq::text AS seq, e.id::text AS id, extract(epoch FROM e.at)::float8 AS "atSeconds", e.kind, e.sub, e.detail->>'account' AS typed,
  nullif(coalesce(o.network, e.detail->>'network'), 'unknown') AS network, e.detail`;
const FROM = `holdfast.security_seals s JOIN holdfast.security_events e ON e.id = s.event_id
  LEFT JOIN holdfast.sessions o ON o.id = e.session_id AND o.sub = e.sub`;

/** The account of a trader as alerts name it: nobody reads a `sub` from it, and everybody who has one can find it. */
export const subjectOf = (sub: string): string => `trader:${createHash("sha256").update(sub).digest("hex").slice(0, 16)}`;

const toEvent = ({ seq, sub, typed, ...rest }: Row): WatchedEvent => ({
  ...rest,
  seq: Number(seq),
  account: sub !== null ? subjectOf(sub) : typed === null ? null : `account:${typed}`,
});

/** Watched events after `afterSeq`, in the chain's order, and the number up to which the chain was looked through. */
export async function readWatched(
  tx: Transaction,
  afterSeq: number,
): Promise<{ readonly events: WatchedEvent[]; readonly throughSeq: number }> {
  const [last] = await tx.query<{ seq: string | null }>(
    "SELECT max(seq)::text AS seq FROM (SELECT seq FROM holdfast.security_seals WHERE seq > $1 ORDER BY seq LIMIT $2) AS looked",
    [afterSeq, READ_MAX],
  );
  if (last === undefined || last.seq === null) return { events: [], throughSeq: afterSeq };
  const rows = await tx.query<Row>(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.seq > $1 AND s.seq <= $2 AND e.kind = ANY ($3) ORDER BY s.seq`, [
    afterSeq,
    last.seq,
    WATCHED_KINDS,
  ]);
  return { events: rows.map(toEvent), throughSeq: Number(last.seq) };
}

/** The watched events up to `throughSeq` that are still inside of a window which ends with the last of them. */
export async function readWindow(tx: Transaction, throughSeq: number, windowSeconds: number): Promise<WatchedEvent[]> {
  const rows = await tx.query<Row>(
    `SELECT ${COLUMNS} FROM ${FROM}
      WHERE s.seq <= $1 AND e.kind = ANY ($2)
        AND e.at > (SELECT max(l.at) FROM holdfast.security_seals p JOIN holdfast.security_events l ON l.id = p.event_id
                     WHERE p.seq BETWEEN $1 - 20 AND $1) - $3 * interval '1 second'
      ORDER BY s.seq`,
    [throughSeq, WATCHED_KINDS, windowSeconds],
  );
  return rows.map(toEvent);
}
