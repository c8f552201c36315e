// A change of credentials that takes several calls: the first one used an approval and wrote a ticket, the later ones go on with that. A ticket
// is spent by the call that succeeds, so that a mistyped code can be typed again.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Trader } from "@/lib/server/session/trader";

/** Seconds that an approved change of credentials may take until its last call. */
export const TICKET_SECONDS = 300;

/** The calls that go on with a ticket; the one new factor that a session after a recovery may set up, and that it may do so although the account is frozen. */
export type TicketedOperation = "VerifySoftwareToken" | "SetUserMFAPreference" | "ChangePassword" | "RecoveryEnrolment" | "FrozenEnrolment";

/** Gives this session a ticket for one operation; an earlier one of the same kind is replaced. */
export async function openTicket(
  tx: Transaction,
  trader: Pick<Trader, "sub" | "sessionId">,
  operation: TicketedOperation,
  nowSeconds: number,
  seconds = TICKET_SECONDS,
): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.credential_tickets (session_id, operation, sub, expires_at) VALUES ($1, $2, $3, to_timestamp($4))
     ON CONFLICT (session_id, operation) DO UPDATE SET expires_at = excluded.expires_at`,
    [trader.sessionId, operation, trader.sub, nowSeconds + seconds],
  );
}

/** Whether this session holds a ticket for the operation. At its last second it has ended. */
export async function holdsTicket(tx: Transaction, trader: Trader, operation: TicketedOperation, nowSeconds: number): Promise<boolean> {
  const rows = await tx.query(
    "SELECT 1 FROM holdfast.credential_tickets WHERE session_id = $1 AND operation = $2 AND expires_at > to_timestamp($3)",
    [trader.sessionId, operation, nowSeconds],
  );
  return rows.length === 1;
}

/** Takes the ticket away, until an operation that may fail has ended; answers its end, or null when there was none. Of two at once one gets it. */
export async function takeTicket(
  tx: Transaction,
  trader: Trader,
  operation: TicketedOperation,
  nowSeconds: number,
): Promise<number | null> {
  const [taken] = await tx.query<{ ends: number }>(
    `DELETE FROM holdfast.credential_tickets WHERE session_id = $1 AND operation = $2 AND expires_at > to_timestamp($3)
     RETURNING extract(epoch FROM expires_at)::float8 AS ends`,
    [trader.sessionId, operation, nowSeconds],
  );
  return taken?.ends ?? null;
}

/** Takes the ticket away: the operation was done. */
export async function spendTicket(tx: Transaction, trader: Trader, operation: TicketedOperation): Promise<void> {
  await tx.query("DELETE FROM holdfast.credential_tickets WHERE session_id = $1 AND operation = $2", [trader.sessionId, operation]);
}
