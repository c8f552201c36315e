// Security events as the chain has them, read from the database. The sealer and the export read one form, so that what is verified is what was sealed.
import "server-only";
import type { Json } from "@/lib/approval/canonical-json";
import { FIRST_PREVIOUS_HASH, type SealedContent } from "@/lib/event-log/sealed-event";
import type { Transaction } from "@/lib/server/postgres/database";

/** What of an event is sealed, before it has its place. */
export type EventContent = Omit<SealedContent, "seq" | "sealedAt">;

const CONTENT = `e.id::text AS id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, e.sub,
  e.session_id::text AS "sessionId", e.kind, e.detail`;

/** Up to `limit` events that have no place in the chain yet, by their numbers. */
export const readUnsealed = (tx: Transaction, limit: number): Promise<EventContent[]> =>
  tx.query<EventContent>(
    `SELECT ${CONTENT} FROM holdfast.unsealed_events u JOIN holdfast.security_events e ON e.id = u.event_id ORDER BY u.event_id LIMIT $1`,
    [limit],
  );

/** The end of the chain. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Where the chain stands; 0 and zeros before the first seal. `seq` null asks for the last one. */
export async function readHead(tx: Transaction, seq: number | null = null): Promise<ChainHead> {
  const [row] = await tx.query<{ seq: string; hash: string }>(
    `SELECT s.seq::text AS seq, encode(s.hash, 'hex') AS hash FROM holdfast.security_seals s
      WHERE $1::bigint IS NULL OR s.seq = $1 ORDER BY s.seq DESC LIMIT 1`,
    [seq],
  );
  return row === undefined ? { seq: 0, hash: FIRST_PREVIOUS_HASH } : { seq: Number(row.seq), hash: row.hash };
}

/** A sealed event with its hash, or a seal whose event is gone. */
export type SealedRow =
  (SealedContent & { readonly hash: string }) | { readonly seq: number; readonly missing: true; readonly hash: string };

interface RawRow extends Omit<SealedContent, "seq" | "id" | "detail"> {
  readonly seq: string;
  readonly id: string | null;
  readonly detail: Record<string, Json>;
  readonly hash: string;
}

/** Sealed events after `afterSeq` up to `throughSeq`, in the chain's order. */
export async function readSealed(tx: Transaction, afterSeq: number, throughSeq: number, limit: number): Promise<SealedRow[]> {
  const rows = await tx.query<RawRow>(
    `SELECT s.seq::text AS seq, ${CONTENT}, to_char(s.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "sealedAt",
            encode(s.hash, 'hex') AS hash
       FROM holdfast.security_seals s LEFT JOIN holdfast.security_events e ON e.id = s.event_id
      WHERE s.seq > $1 AND s.seq <= $2 ORDER BY s.seq LIMIT $3`,
    [afterSeq, throughSeq, limit],
  );
  return rows.map(({ seq, id, hash, ...rest }) =>
    id === null ? { seq: Number(seq), missing: true, hash } : { seq: Number(seq), id, ...rest, hash },
  );
}
