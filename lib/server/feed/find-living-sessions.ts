// Which of the open streams' sessions still live, asked for all of them at once and without any trader's transaction.
import "server-only";
import { sessionStanding, type SessionLimits } from "@/lib/identity/session-standing";
import type { Factor } from "@/lib/identity/factor";
import { VIEW_ONLY_IDLE_SECONDS } from "@/lib/policy/account-policy";
import type { Transaction } from "@/lib/server/postgres/database";

interface Raw {
  readonly id: string;
  readonly factors: readonly Factor[];
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly revoked_at: Date | null;
  readonly read_only_reason: string | null;
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000);

/** Those of `ids` whose session is alive at `nowSeconds`. The transaction is a service's; it sees only the sessions that are named. */
export async function findLivingSessions(
  tx: Transaction,
  ids: readonly string[],
  limits: SessionLimits,
  nowSeconds: number,
): Promise<ReadonlySet<string>> {
  await tx.query("SELECT set_config('holdfast.watched_sessions', $1, true)", [ids.join(",")]);
  const rows = await tx.query<Raw>(
    "SELECT id, factors, created_at, last_seen_at, revoked_at, read_only_reason FROM holdfast.sessions WHERE id = ANY ($1::uuid[])",
    [ids],
  );
  const isAlive = (row: Raw): boolean => {
    const times = {
      ...{ createdAtSeconds: secondsOf(row.created_at), lastSeenAtSeconds: secondsOf(row.last_seen_at), factors: row.factors },
      ...{ isRevoked: row.revoked_at !== null, idleSecondsMax: row.read_only_reason === "view_only" ? VIEW_ONLY_IDLE_SECONDS : null },
    };
    return sessionStanding(times, limits, nowSeconds) === "alive";
  };
  return new Set(rows.filter(isAlive).map(({ id }) => id));
}
