// Wrong guesses per account and lane, counted before the pool sees them. A guess is reserved as a failure in one atomic statement and
// only then forwarded, so parallel guesses cannot share one free try. Unknown accounts are counted like known ones.
import "server-only";
import { laneOfGuess, LOCK_CURVES, lockLeftSeconds, type GuessLane } from "@/lib/identity/attempt-lock";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { Database, Transaction } from "@/lib/server/postgres/database";

import { attemptsKey, keyedName } from "./derive-key";

/** What is guessed; each has a count of its own, so that a right password does not forgive wrong codes. */
export type GuessPurpose = "password" | "totp" | "totp-setup" | "sign-up-code" | "reset-code" | "email-code";

/** One account and one kind of guess. */
export interface GuessSubject {
  /** The account's normalised name. */
  readonly email: string;
  readonly purpose: GuessPurpose;
  /** The trader, where one is known: what came of the guess is then written into their trail. It has no part in the count. */
  readonly sub?: string;
  /** Whose account it is: a trader and an operator with one address have counts of their own. */
  readonly side?: "desk";
  /** The browser's lane at this account; without one it shares the account's with everybody. */
  readonly device?: Buffer | null;
}

/** Why a guess may not be made, with the whole seconds until one may. */
export interface Locked {
  readonly retryAfterSeconds: number;
}

const keyOf = ({ email, side }: GuessSubject): Buffer => (side === "desk" ? keyedName("desk-attempts", email) : attemptsKey(email));
const SHARED_LANE = Buffer.alloc(32);
const laneKeyOf = ({ device }: GuessSubject): Buffer => device ?? SHARED_LANE;

const laneOf = ({ purpose, device }: GuessSubject): GuessLane => laneOfGuess(purpose, device !== undefined && device !== null);

const curveOf = (subject: GuessSubject) => LOCK_CURVES[laneOf(subject)];

// $1 account, $2 purpose, $3 now, $4 lock per failures, $5 quiet seconds, $6 lane.
const LOCK = "($4::int[])[least(row.failures, cardinality($4::int[]) - 1) + 1]";

// Either counts this guess or, while the lock runs, changes nothing and answers no row. The row lock of the conflict makes
// parallel guesses queue, and each judges the count that the one before it left. A request that was slow on its way brings an older time than the last
// failure; where there is no lock that makes none.
const RESERVE = `
  INSERT INTO holdfast.sign_in_attempts AS row (account_key, purpose, lane_key, failures, failed_at_seconds)
  VALUES ($1, $2, $6, 1, $3)
  ON CONFLICT (account_key, purpose, lane_key) DO UPDATE
    SET failures = CASE WHEN $3 >= row.failed_at_seconds + ${LOCK} + $5::int THEN 1 ELSE row.failures + 1 END,
        failed_at_seconds = greatest(row.failed_at_seconds, $3)
    WHERE ${LOCK} = 0 OR $3 >= row.failed_at_seconds + ${LOCK}
  RETURNING failures`;

const COUNTED = `
  SELECT failures, failed_at_seconds::float8 AS "failedAtSeconds"
  FROM holdfast.sign_in_attempts WHERE account_key = $1 AND purpose = $2 AND lane_key = $3`;

async function remainingSeconds(tx: Transaction, subject: GuessSubject, nowSeconds: number): Promise<number> {
  const [row] = await tx.query<{ failures: number; failedAtSeconds: number }>(COUNTED, [
    keyOf(subject),
    subject.purpose,
    laneKeyOf(subject),
  ]);
  return row === undefined ? 0 : lockLeftSeconds(laneOf(subject), row, nowSeconds);
}

/** Whole seconds until the account may be guessed at again from this lane; 0 when it may be now. Changes nothing. */
export function lockedForSeconds(database: Database, subject: GuessSubject, nowSeconds: number): Promise<number> {
  return database.asService((tx) => remainingSeconds(tx, subject, nowSeconds));
}

/** Counts one guess as failed before it is made. Refuses, without lengthening the lock, while one runs. */
export function reserveGuess(database: Database, subject: GuessSubject, nowSeconds: number): Promise<Result<null, Locked>> {
  return database.asService(async (tx) => {
    const { lockSecondsByFailures, quietSeconds } = curveOf(subject);
    const params = [keyOf(subject), subject.purpose, nowSeconds, lockSecondsByFailures, quietSeconds, laneKeyOf(subject)];
    const reserved = await tx.query<{ failures: number }>(RESERVE, params);
    if (reserved.length > 0) return accept(null);
    return refuse({ retryAfterSeconds: Math.max(1, await remainingSeconds(tx, subject, nowSeconds)) });
  });
}

/** Forgets the lane's count after a right guess; what other lanes have guessed stays counted. */
export async function forgetGuesses(database: Database, subject: GuessSubject): Promise<void> {
  await database.asService((tx) =>
    tx.query("DELETE FROM holdfast.sign_in_attempts WHERE account_key = $1 AND purpose = $2 AND lane_key = $3", [
      keyOf(subject),
      subject.purpose,
      laneKeyOf(subject),
    ]),
  );
}

/** Takes one reservation back: the pool never judged the guess, so its maker learned nothing from it. */
export async function releaseGuess(database: Database, subject: GuessSubject): Promise<void> {
  const params = [keyOf(subject), subject.purpose, laneKeyOf(subject)];
  const row = "account_key = $1 AND purpose = $2 AND lane_key = $3";
  await database.asService(async (tx) => {
    await tx.query(`DELETE FROM holdfast.sign_in_attempts WHERE ${row} AND failures = 1`, params);
    await tx.query(`UPDATE holdfast.sign_in_attempts SET failures = failures - 1 WHERE ${row} AND failures > 1`, params);
  });
}
