// A withdrawal that cannot happen: its money goes back and its trader is told why, in one transaction or not at all.
import type { WithdrawalFailure } from "@/lib/withdrawals/withdrawal-state";
import { releaseHeld } from "./held-money";
import { lockWithdrawal } from "./lock-withdrawal";
import type { Worker } from "./worker";

interface Failing {
  readonly withdrawalId: string;
  readonly trader: string;
  /** The state in which the judgement was made; in any other one it no longer holds. */
  readonly from: "approved" | "submitted";
  readonly failure: WithdrawalFailure;
}

/** Fails the withdrawal and releases exactly what the ledger holds for it. Answers false when somebody else has moved it in the meantime. */
export function giveBack({ database, clock }: Worker, { withdrawalId, trader, from, failure }: Failing): Promise<boolean> {
  return database.asTrader(trader, async (tx) => {
    const locked = await lockWithdrawal(tx, trader, withdrawalId);
    if (locked?.state !== from) return false;
    const nowSeconds = clock.nowSeconds();
    await releaseHeld(tx, trader, "withdrawal", withdrawalId, nowSeconds);
    await tx.query("UPDATE holdfast.withdrawals SET state = 'failed', failure = $2 WHERE id = $1", [withdrawalId, failure]);
    await tx.query(
      "INSERT INTO holdfast.withdrawal_events (withdrawal_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), 'failed')",
      [withdrawalId, trader, nowSeconds],
    );
    await tx.query("UPDATE holdfast.settlements SET finished_at = to_timestamp($2), waits_for = NULL WHERE withdrawal_id = $1", [
      withdrawalId,
      nowSeconds,
    ]);
    return true;
  });
}
