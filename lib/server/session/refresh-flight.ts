// The lease that makes several processes spend a refresh token once. The row is the lock; no connection is held meanwhile.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** How long a leader may take before another may try: longer than the call to the user pool is allowed to. */
export const LEASE_SECONDS = 10;
/** How long an answer is good for those who come late. Cognito's own grace for a rotated token is up to 60 s. */
export const RESULT_SECONDS = 10;
/** How long an outage is believed before the next one asks again. */
export const OUTAGE_SECONDS = 2;

// A row that is good for longer than any was written by a clock that is ahead of ours; nobody waits for it.
const LONGEST_SECONDS = Math.max(LEASE_SECONDS, RESULT_SECONDS);

export type FlightOutcome = "issued" | "refused" | "unavailable";
export type FlightTurn =
  | { readonly kind: "lead" }
  | { readonly kind: "wait" }
  | { readonly kind: "settled"; readonly outcome: FlightOutcome; readonly sealedResult: Buffer | null };

/** Takes the lease, reads a fresh answer, or says to wait. Exactly one caller leads: the row's uniqueness decides. */
export async function takeTurn(tx: Transaction, hash: Buffer, holder: string, nowSeconds: number): Promise<FlightTurn> {
  const [led] = await tx.query<{ holder: string }>(
    `INSERT INTO holdfast.refresh_flights AS flight (token_hash, holder, lease_until) VALUES ($1, $2, to_timestamp($3))
     ON CONFLICT (token_hash) DO UPDATE
       SET holder = excluded.holder, lease_until = excluded.lease_until, outcome = NULL, sealed_result = NULL, settled_until = NULL
       WHERE coalesce(flight.settled_until, flight.lease_until) <= to_timestamp($4)
          OR coalesce(flight.settled_until, flight.lease_until) > to_timestamp($4 + ${LONGEST_SECONDS.toString()})
     RETURNING holder`,
    [hash, holder, nowSeconds + LEASE_SECONDS, nowSeconds],
  );
  if (led) return { kind: "lead" };
  const [row] = await tx.query<{ outcome: FlightOutcome | null; sealed_result: Buffer | null }>(
    "SELECT outcome, sealed_result FROM holdfast.refresh_flights WHERE token_hash = $1",
    [hash],
  );
  return row?.outcome ? { kind: "settled", outcome: row.outcome, sealedResult: row.sealed_result } : { kind: "wait" };
}

/** Publishes the leader's answer. A leader whose lease was taken over changes nothing. */
export async function settleFlight(
  tx: Transaction,
  flight: { readonly hash: Buffer; readonly holder: string; readonly outcome: FlightOutcome; readonly sealedResult: Buffer | null },
  nowSeconds: number,
): Promise<void> {
  const seconds = flight.outcome === "unavailable" ? OUTAGE_SECONDS : RESULT_SECONDS;
  await tx.query(
    `UPDATE holdfast.refresh_flights SET outcome = $3, sealed_result = $4, settled_until = to_timestamp($5)
     WHERE token_hash = $1 AND holder = $2`,
    [flight.hash, flight.holder, flight.outcome, flight.sealedResult, nowSeconds + seconds],
  );
}
