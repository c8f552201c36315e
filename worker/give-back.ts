// A withdrawal that cannot happen: its money goes back and its trader is told why, in one transaction or not at all.
import { invariant } from "@/lib/ground/invariant";
import { releasePostings } from "@/lib/ledger/transfer";
import type { Transaction } from "@/lib/server/postgres/database";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import type { WithdrawalFailure } from "@/lib/withdrawals/withdrawal-state";
import { readHeld } from "./approved-withdrawal";
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
    await release(tx, trader, withdrawalId, nowSeconds);
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

/** Without a hold there is nothing to give back, and inventing some would be worse. */
async function release(tx: Transaction, trader: string, withdrawalId: string, nowSeconds: number): Promise<void> {
  const held = await readHeld(tx, trader, withdrawalId);
  if (held === null) return;
  const released = await postTransfer(
    tx,
    {
      kind: "release",
      trader,
      reference: withdrawalId,
      idempotencyKey: `withdrawal:${withdrawalId}:release`,
      occurredAtSeconds: nowSeconds,
      costUsdUnits: null,
      postings: releasePostings({ trader, ...held }),
    },
    nowSeconds,
  );
  invariant(released.ok, `held money can be released (${released.ok ? "" : released.refusal})`);
}
