// What stands between an account and its end: money, a withdrawal on its way, or a wait. Whoever deletes an account must not lose what is in it.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { activeHold } from "@/lib/server/session/holds";

/** Whether the transaction's trader still has a balance, a withdrawal that has not ended, or a hold. */
export async function isAnythingLeft(tx: Transaction, sub: string, nowSeconds: number): Promise<boolean> {
  const [row] = await tx.query<{ left: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM holdfast.accounts WHERE trader = $1 AND balance <> 0)
         OR EXISTS (SELECT 1 FROM holdfast.withdrawals WHERE trader = $1
                     AND (state IN ('approved', 'submitted') OR (state = 'awaiting_approval' AND expires_at > to_timestamp($2)))) AS "left"`,
    [sub, nowSeconds],
  );
  return row?.left !== false || (await activeHold(tx, nowSeconds)) !== null;
}
