// Whether an account is frozen. Its newest row says so; time alone ends an unfreezing, whoever writes that down afterwards.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** A freeze that stands. Whole seconds since the Unix epoch. */
export interface Freeze {
  readonly sinceSeconds: number;
  /** When an approved unfreezing ends it; null while nobody has approved one. */
  readonly unfreezesAtSeconds: number | null;
}

/** The freeze of an account, or null for one that may act. Reads only; a freeze that commits later is seen by the next reader. */
export async function findFreeze(tx: Transaction, sub: string, nowSeconds: number): Promise<Freeze | null> {
  const [row] = await tx.query<{ step: string; since: number; until: number | null }>(
    `SELECT step, extract(epoch FROM ends_at)::float8 AS until,
            extract(epoch FROM (SELECT max(f.at) FROM holdfast.account_freezes f WHERE f.sub = last.sub AND f.step = 'frozen'))::float8 AS since
       FROM holdfast.account_freezes last WHERE sub = $1 ORDER BY id DESC LIMIT 1`,
    [sub],
  );
  if (row === undefined || row.step === "unfrozen") return null;
  if (row.until !== null && row.until <= nowSeconds) return null;
  return { sinceSeconds: row.since, unfreezesAtSeconds: row.until };
}
