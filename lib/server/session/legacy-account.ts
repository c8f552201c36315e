// What the product knows of a trader's move from another user store: that there was one, and whether they were told what it changed.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** "untold" until the trader has said that they read what changed; null for everybody who did not move. */
export async function findMove(tx: Transaction): Promise<"untold" | "told" | null> {
  const [row] = await tx.query<{ isTold: boolean }>(
    `SELECT told_at IS NOT NULL AS "isTold" FROM holdfast.legacy_accounts WHERE sub = holdfast.current_sub()`,
  );
  if (row === undefined) return null;
  return row.isTold ? "told" : "untold";
}

/** Notes that the transaction's trader has read it; the first time counts. */
export async function noteTold(tx: Transaction, nowSeconds: number): Promise<void> {
  await tx.query("UPDATE holdfast.legacy_accounts SET told_at = to_timestamp($1) WHERE sub = holdfast.current_sub() AND told_at IS NULL", [
    nowSeconds,
  ]);
}
