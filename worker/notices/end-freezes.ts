// The end of an unfreezing's wait, written down. The account acts again by time alone; this says so in the trail, and thereby by mail.
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import type { Database } from "@/lib/server/postgres/database";

/** Writes the end of every wait that is over, once each. Two workers at once: one of them writes it. */
export async function endFreezes(database: Database, nowSeconds: number): Promise<void> {
  const ended = await database.asService((tx) =>
    tx.query<{ sub: string }>(
      `SELECT sub FROM holdfast.account_freezes f
        WHERE step = 'unfreezing' AND ends_at <= to_timestamp($1)
          AND NOT EXISTS (SELECT 1 FROM holdfast.account_freezes l WHERE l.sub = f.sub AND l.id > f.id) LIMIT 20`,
      [nowSeconds],
    ),
  );
  for (const { sub } of ended) await endOne(database, sub, nowSeconds);
}

const endOne = (database: Database, sub: string, nowSeconds: number): Promise<void> =>
  database.asTrader(sub, async (tx) => {
    await lockTrader(tx, "freezes", sub);
    const written = await tx.query(
      `INSERT INTO holdfast.account_freezes (sub, step, at)
       SELECT $1, 'unfrozen', to_timestamp($2)
         FROM (SELECT step, ends_at FROM holdfast.account_freezes WHERE sub = $1 ORDER BY id DESC LIMIT 1) last
        WHERE last.step = 'unfreezing' AND last.ends_at <= to_timestamp($2) RETURNING 1`,
      [sub, nowSeconds],
    );
    if (written.length === 0) return;
    await tx.query("INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, 'account_unfrozen', '{}')", [
      nowSeconds,
      sub,
    ]);
  });
