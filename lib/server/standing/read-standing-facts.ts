// Everything stored that an account's states follow from. The product's role and the desk's ask with the same statements, each in a transaction that names
// the trader, so that neither can see more of it than the other.
import "server-only";
import { HOLDS, VIEW_ONLY_IDLE_SECONDS } from "@/lib/policy/account-policy";
import { laneOfGuess } from "@/lib/identity/attempt-lock";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import type { Transaction } from "@/lib/server/postgres/database";
import { listRecoveries } from "@/lib/server/recovery/recovery-row";
import { listClosedWays } from "@/lib/server/session/closed-ways";
import type { GuessFact, HoldFact, RecoveryAttemptFact, SessionFact, StandingFacts, WithdrawalFact } from "@/lib/standing/standing-facts";

/** Whose account. */
export interface StandingSubject {
  readonly sub: string;
  /** The name under which guesses at it are counted; null leaves locks out. */
  readonly accountKey: Uint8Array | null;
}

const SECONDS = (column: string, name: string): string => `extract(epoch FROM ${column})::float8 AS "${name}"`;

/** The longest first. The hold after passkey-only sign-in is no row: it follows from the moment at which the password opened again. */
const RUNNING_HOLDS = `
  SELECT id, reason, ${SECONDS("started_at", "startedAtSeconds")}, ${SECONDS("ends_at", "endsAtSeconds")} FROM (
    SELECT id, reason, started_at, ends_at FROM holdfast.withdrawal_holds WHERE sub = $1
    UNION ALL
    SELECT NULL, 'passkey_only_left', opens_at, opens_at + make_interval(secs => ${HOLDS.passkey_only_left.seconds})
      FROM holdfast.closed_ways WHERE sub = $1 AND way = 'password' AND opens_at <= to_timestamp($2)
  ) AS hold WHERE ends_at > to_timestamp($2) ORDER BY ends_at DESC, started_at, reason LIMIT 50`;

const GUESSES = `
  SELECT purpose, lane_key <> decode(repeat('00', 32), 'hex') AS "isKnownDevice", failures, failed_at_seconds::float8 AS "failedAtSeconds"
    FROM holdfast.sign_in_attempts WHERE account_key = $1 ORDER BY purpose, "isKnownDevice", failed_at_seconds DESC LIMIT 50`;

const ATTEMPTS = `
  SELECT kind, started_at_seconds::float8 AS "startedAtSeconds", uses FROM holdfast.recovery_attempts WHERE sub = $1 ORDER BY kind`;

/** Those of the last two days: no session lasts longer, and an ended one is told of for a day. */
const SESSIONS = `
  SELECT id, factors, revoked_at IS NOT NULL AS "isRevoked", ${SECONDS("revoked_at", "revokedAtSeconds")}, revoked_reason AS "revokedReason",
         ${SECONDS("created_at", "createdAtSeconds")}, ${SECONDS("last_seen_at", "lastSeenAtSeconds")},
         CASE WHEN read_only_reason = 'view_only' THEN ${VIEW_ONLY_IDLE_SECONDS} END AS "idleSecondsMax"
    FROM holdfast.sessions WHERE sub = $1 AND created_at > to_timestamp($2 - 172800) ORDER BY created_at DESC, id LIMIT 100`;

/** What is on its way, and what was made in the last week. */
const WITHDRAWALS = `
  SELECT id, state, ${SECONDS("created_at", "createdAtSeconds")}, ${SECONDS("expires_at", "expiresAtSeconds")}
    FROM holdfast.withdrawals
   WHERE trader = $1 AND (state IN ('approved', 'submitted') OR created_at > to_timestamp($2 - 604800))
   ORDER BY created_at DESC, id DESC LIMIT 50`;

type GuessRow = Omit<GuessFact, "lane"> & { readonly isKnownDevice: boolean };

async function listGuesses(tx: Transaction, accountKey: Uint8Array | null): Promise<readonly GuessFact[]> {
  if (accountKey === null) return [];
  const rows = await tx.query<GuessRow>(GUESSES, [Buffer.from(accountKey)]);
  return rows.map(({ isKnownDevice, ...guess }) => ({ ...guess, lane: laneOfGuess(guess.purpose, isKnownDevice) }));
}

/** The facts of the transaction's trader as of now. Whole seconds since the Unix epoch. */
export async function readStandingFacts(tx: Transaction, { sub, accountKey }: StandingSubject, nowSeconds: number): Promise<StandingFacts> {
  const [change] = await tx.query<{ ends: number }>(`SELECT ${SECONDS("expires_at", "ends")} FROM holdfast.email_changes WHERE sub = $1`, [
    sub,
  ]);
  return {
    sub,
    freeze: await findFreeze(tx, sub, nowSeconds),
    holds: await tx.query<HoldFact>(RUNNING_HOLDS, [sub, nowSeconds]),
    guesses: await listGuesses(tx, accountKey),
    recoveryAttempts: await tx.query<RecoveryAttemptFact>(ATTEMPTS, [sub]),
    recoveries: await listRecoveries(tx),
    closedWays: await listClosedWays(tx, nowSeconds),
    emailChangeEndsAtSeconds: change?.ends ?? null,
    sessions: await tx.query<SessionFact>(SESSIONS, [sub, nowSeconds]),
    withdrawals: await tx.query<WithdrawalFact>(WITHDRAWALS, [sub, nowSeconds]),
  };
}
