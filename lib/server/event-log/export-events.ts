// The export of the sealed log. Whoever reads it needs no database and no setting to see whether it is whole.
import "server-only";
import { endLine, eventLine, headerLine } from "@/lib/event-log/export-lines";
import { FIRST_PREVIOUS_HASH } from "@/lib/event-log/sealed-event";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { readHead, readSealed } from "./sealed-rows";

const PAGE = 1_000;

/** Which part of the chain: what was sealed from `fromSeconds` on and before `toSeconds`. An event is sealed within seconds of being written. */
export interface ExportRange {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** What was exported. */
export interface Exported {
  readonly count: number;
  readonly lastSeq: number;
  readonly hash: string;
  /** Events of now that have no seal yet; they are in a later export. */
  readonly unsealed: number;
  /** Events of that time that have no seal and wait for none: somebody has written them past the database's own rules. */
  readonly unaccounted: number;
}

interface Bounds {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly previousHash: string;
  readonly unsealed: number;
  readonly unaccounted: number;
}

// Bounds go by the seals, which stay when somebody removes an event: a removed one is a hole in the export and not the end of it.
async function readBounds(tx: Transaction, { fromSeconds, toSeconds }: ExportRange): Promise<Bounds> {
  const [row] = await tx.query<{ first: string | null; last: string | null; unsealed: string; unaccounted: string }>(
    `SELECT (SELECT min(seq) FROM holdfast.security_seals WHERE sealed_at >= to_timestamp($1) AND sealed_at < to_timestamp($2))::text AS first,
            (SELECT max(seq) FROM holdfast.security_seals WHERE sealed_at >= to_timestamp($1) AND sealed_at < to_timestamp($2))::text AS last,
            (SELECT count(*) FROM holdfast.unsealed_events)::text AS unsealed,
            (SELECT count(*) FROM holdfast.security_events e
              WHERE e.at >= to_timestamp($1) AND e.at < to_timestamp($2)
                AND NOT EXISTS (SELECT 1 FROM holdfast.security_seals s WHERE s.event_id = e.id)
                AND NOT EXISTS (SELECT 1 FROM holdfast.unsealed_events u WHERE u.event_id = e.id))::text AS unaccounted`,
    [fromSeconds, toSeconds],
  );
  const counts = { unsealed: Number(row?.unsealed ?? 0), unaccounted: Number(row?.unaccounted ?? 0) };
  if (row === undefined || row.first === null || row.last === null) {
    const head = await readHead(tx);
    return { firstSeq: head.seq + 1, lastSeq: head.seq, previousHash: head.hash, ...counts };
  }
  const firstSeq = Number(row.first);
  const previous = firstSeq === 1 ? FIRST_PREVIOUS_HASH : (await readHead(tx, firstSeq - 1)).hash;
  return { firstSeq, lastSeq: Number(row.last), previousHash: previous, ...counts };
}

/** Writes the lines of the range, one call of `write` per line and without line ends. As holdfast_keeper or holdfast_worker. */
export async function exportEvents(
  database: Database,
  range: ExportRange,
  write: (line: string) => Promise<void> | void,
): Promise<Exported> {
  const { firstSeq, lastSeq, previousHash, unsealed, unaccounted } = await database.asService((tx) => readBounds(tx, range));
  await write(headerLine(firstSeq, previousHash));
  let [after, hash, count] = [firstSeq - 1, previousHash, 0];
  while (after < lastSeq) {
    const from = after;
    const rows = await database.asService((tx) => readSealed(tx, from, lastSeq, PAGE));
    for (const row of rows) await write(eventLine(row));
    const last = rows.at(-1);
    if (last === undefined) break;
    [after, hash, count] = [last.seq, last.hash, count + rows.length];
  }
  await write(endLine(count, after, hash));
  return { count, lastSeq: after, hash, unsealed, unaccounted };
}
