// What counts against the rolling caps. Whoever decides by it holds the trader's turn, or two approvals would each see the other's absence.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { CAP_WINDOW_SECONDS } from "@/lib/withdrawals/withdrawal-policy";

/** Base units of `asset`, on any network and without fees, whose approval is younger than the window and whose money did not come back. */
export async function approvedLately(tx: Transaction, sub: string, asset: string, nowSeconds: number): Promise<bigint> {
  const [row] = await tx.query<{ sum: string }>(
    `SELECT coalesce(sum(amount), 0)::text AS sum FROM holdfast.withdrawals
      WHERE trader = $1 AND asset = $2 AND approved_at > to_timestamp($3) AND state IN ('approved', 'submitted', 'settled')`,
    [sub, asset, nowSeconds - CAP_WINDOW_SECONDS],
  );
  return BigInt(row?.sum ?? "0");
}
