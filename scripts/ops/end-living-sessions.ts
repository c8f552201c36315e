// Ends sessions trader by trader: each in a transaction of its own, with the event that tells the trader. What was done stays done when the rest fails.
import type { Database } from "@/lib/server/postgres/database";
import { revokeEverySession } from "@/lib/server/session/revoke-every-session";
import type { Clock } from "@/lib/use-cases/ports/clock";

const BATCH_TRADERS = 200;

export interface SessionEnding {
  /** As holdfast_keeper: it sees whose sessions live. */
  readonly keeper: Database;
  /** As holdfast_app: it ends those of one trader at a time. */
  readonly app: Database;
  readonly clock: Clock;
  /** Called after every batch, with the counts so far. */
  readonly note: (done: EndedSessions) => void;
}

export interface EndedSessions {
  readonly traders: number;
  readonly sessions: number;
}

/** How many traders have a living session now. */
export async function countTradersWithSessions(keeper: Database): Promise<number> {
  const [row] = await keeper.asService((tx) =>
    tx.query<{ traders: bigint }>("SELECT count(DISTINCT sub) AS traders FROM holdfast.sessions WHERE revoked_at IS NULL"),
  );
  return Number(row?.traders ?? 0);
}

/**
 * Ends every living session of these traders, or of all when `subs` is null. It may be run again at any time: what has ended is not ended twice, and a
 * run that broke off goes on where it was. Throws UnavailableError("database").
 */
export async function endLivingSessions(
  subs: readonly string[] | null,
  { keeper, app, clock, note }: SessionEnding,
): Promise<EndedSessions> {
  let done: EndedSessions = { traders: 0, sessions: 0 };
  let after = "";
  for (;;) {
    const batch = await keeper.asService((tx) =>
      tx.query<{ sub: string }>(
        `SELECT DISTINCT sub FROM holdfast.sessions
          WHERE revoked_at IS NULL AND sub > $1 AND ($2::text[] IS NULL OR sub = ANY ($2)) ORDER BY sub LIMIT ${BATCH_TRADERS.toString()}`,
        [after, subs],
      ),
    );
    for (const { sub } of batch) {
      const sessions = await app.asTrader(sub, (tx) => revokeEverySession(tx, null, "signed_out_everywhere", clock.nowSeconds()));
      done = { traders: done.traders + 1, sessions: done.sessions + sessions };
      after = sub;
    }
    if (batch.length === 0) return done;
    note(done);
  }
}
