// Holds on a trader's withdrawals. They are only ever added, by the database's own rule, so the longest one decides.
import "server-only";
import { randomUUID } from "node:crypto";
import type { HoldReason } from "@/lib/contracts/holds";
import type { Refusal } from "@/lib/contracts/refusal";
import { holdsAgainst, HOLDS } from "@/lib/policy/account-policy";
import type { Purpose } from "@/lib/policy/purpose";
import type { Transaction } from "@/lib/server/postgres/database";
import { sayTime } from "@/lib/server/postgres/time-text";

/** A hold that still runs. Whole seconds since the Unix epoch; at `endsAtSeconds` it has ended. */
export interface ActiveHold {
  /** Null for the hold that is no row: passkey-only sign-in has ended. */
  readonly id: string | null;
  readonly reason: HoldReason;
  readonly startedAtSeconds: number;
  readonly endsAtSeconds: number;
}

// Row security shows only the holds of the transaction's trader. Of two that end together the one that began first is told. Passkey-only sign-in
// ends by time and not by an act, so its hold is no row: it follows from the moment at which the password opened again.
const LONGEST = `
  SELECT id, reason, extract(epoch FROM started_at)::float8 AS "startedAtSeconds", extract(epoch FROM ends_at)::float8 AS "endsAtSeconds"
  FROM (
    SELECT id, reason, started_at, ends_at FROM holdfast.withdrawal_holds
    UNION ALL
    SELECT NULL, 'passkey_only_left', opens_at, opens_at + make_interval(secs => ${HOLDS.passkey_only_left.seconds})
    FROM holdfast.closed_ways WHERE way = 'password' AND opens_at <= to_timestamp($1) AND sub = holdfast.current_sub()
  ) AS hold WHERE ends_at > to_timestamp($1) ORDER BY ends_at DESC, started_at, reason LIMIT 1`;

/** The hold of the transaction's trader that lasts longest, or null when none runs. */
export async function activeHold(tx: Transaction, nowSeconds: number): Promise<ActiveHold | null> {
  const [hold] = await tx.query<ActiveHold>(LONGEST, [nowSeconds]);
  return hold ?? null;
}

const LONGEST_AGAINST = LONGEST.replace("ORDER BY", "AND reason = ANY($2) ORDER BY");

/** The refusal while a hold of the transaction's trader stands against the act, with its end, or null. */
export async function findHoldRefusal(tx: Transaction, purpose: Purpose, nowSeconds: number): Promise<Refusal | null> {
  const [hold] = await tx.query<ActiveHold>(LONGEST_AGAINST, [nowSeconds, holdsAgainst(purpose)]);
  if (hold === undefined) return null;
  const until = sayTime(hold.endsAtSeconds);
  return purpose === "withdrawal"
    ? { code: "withdrawal_hold", detail: `Withdrawals are on hold until ${until}.` }
    : { code: "account_hold", detail: `Changes to this account are on hold until ${until}.` };
}

/**
 * Starts a hold from now, as long as policy says for its reason. Earlier holds run on beside it. `sub` is the transaction's trader. `waitSeconds` is added
 * where the hold must outlast a wait that begins now.
 */
export async function startHold(tx: Transaction, sub: string, reason: HoldReason, nowSeconds: number, waitSeconds = 0): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.withdrawal_holds (id, sub, reason, started_at, ends_at)
     VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($5))`,
    [randomUUID(), sub, reason, nowSeconds, nowSeconds + waitSeconds + HOLDS[reason].seconds],
  );
}

/**
 * Writes down the hold that runs because passkey-only sign-in has ended, before its trader enters that mode again: what it follows from is about to
 * change, and nobody shortens a hold.
 */
export async function keepHoldOfLeaving(tx: Transaction, sub: string, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.withdrawal_holds (id, sub, reason, started_at, ends_at)
     SELECT $1, sub, 'passkey_only_left', opens_at, opens_at + make_interval(secs => $4) FROM holdfast.closed_ways
      WHERE sub = $2 AND way = 'password' AND opens_at <= to_timestamp($3) AND opens_at + make_interval(secs => $4) > to_timestamp($3)`,
    [randomUUID(), sub, nowSeconds, HOLDS.passkey_only_left.seconds],
  );
}
