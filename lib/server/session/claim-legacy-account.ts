// The first sign-in of somebody who came from another user store takes their row of the import, by the pool's own name for the account: an address can
// change hands, that name cannot, and nobody who signs up is given it.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { recordSecurityEvent } from "./record-security-event";

/** Takes the row for the transaction's trader and tells them; does nothing for everybody else, and the second time. */
export async function claimLegacyAccount(
  tx: Transaction,
  { sub, username, sessionId }: { readonly sub: string; readonly username: string; readonly sessionId: string },
  nowSeconds: number,
): Promise<void> {
  // A row that the import made with the account is the trader's already; it is new to them while no session has named it.
  const claimed = await tx.query(
    "UPDATE holdfast.legacy_accounts SET sub = $1, first_seen_at = to_timestamp($3) WHERE username = $2 AND first_seen_at IS NULL RETURNING username",
    [sub, username, nowSeconds],
  );
  if (claimed.length > 0) await recordSecurityEvent(tx, { kind: "account_moved", sub, sessionId }, nowSeconds);
}
