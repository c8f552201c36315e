// Sealing: what was written since the last round gets its place in the chain. One worker at a time; writers wait for nobody.
import { sealHash } from "@/lib/event-log/sealed-event";
import { readHead, readUnsealed, type ChainHead, type EventContent } from "@/lib/server/event-log/sealed-rows";
import type { Database, Transaction } from "@/lib/server/postgres/database";

/** Events sealed in one transaction. */
export const SEAL_MAX = 500;

/** What one turn has sealed, and where the chain stands now. */
export interface Sealed {
  readonly kinds: readonly string[];
  readonly head: ChainHead;
}

/** Seals up to 500 events; null when another worker has the turn. */
export const sealEvents = (database: Database, nowSeconds: number): Promise<Sealed | null> =>
  database.asService(async (tx) => {
    const [turn] = await tx.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock(hashtextextended('holdfast.seal', 0)) AS mine");
    if (turn?.mine !== true) return null;
    const events = await readUnsealed(tx, SEAL_MAX);
    const head = await readHead(tx);
    if (events.length === 0) return { kinds: [], head };
    return { kinds: events.map(({ kind }) => kind), head: await append(tx, head, events, nowSeconds) };
  });

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");

async function append(tx: Transaction, head: ChainHead, events: readonly EventContent[], nowSeconds: number): Promise<ChainHead> {
  const sealedAt = isoOf(nowSeconds);
  const hashes: string[] = [];
  let hash = head.hash;
  for (const [index, event] of events.entries()) {
    hash = sealHash(hash, { seq: head.seq + index + 1, ...event, sealedAt });
    hashes.push(hash);
  }
  const ids = events.map(({ id }) => id);
  await tx.query(
    `INSERT INTO holdfast.security_seals (seq, event_id, sealed_at, hash)
     SELECT $1 + place, id, to_timestamp($2), decode(hash, 'hex')
       FROM unnest($3::bigint[], $4::text[]) WITH ORDINALITY AS sealed (id, hash, place) ORDER BY place`,
    [head.seq, nowSeconds, ids, hashes],
  );
  await tx.query("DELETE FROM holdfast.unsealed_events WHERE event_id = ANY ($1::bigint[])", [ids]);
  return { seq: head.seq + events.length, hash };
}
