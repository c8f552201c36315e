// A withdrawal that its trader cancelled in time leaves its outbox row open, because the app may not close it. The worker does.
import type { Worker } from "./worker";
import { lockWithdrawal } from "./lock-withdrawal";

/** Closes the outbox row of a cancelled withdrawal; the money went back when it was cancelled. */
export async function closeCancelled({ database, clock }: Worker, trader: string, withdrawalId: string): Promise<void> {
  await database.asTrader(trader, async (tx) => {
    const locked = await lockWithdrawal(tx, trader, withdrawalId);
    if (locked?.state !== "cancelled") return;
    await tx.query("UPDATE holdfast.settlements SET finished_at = to_timestamp($2), waits_for = NULL WHERE withdrawal_id = $1", [
      withdrawalId,
      clock.nowSeconds(),
    ]);
  });
}
