// The one lock under which a withdrawal changes hands: its own row, which cancelling locks too.
import type { Transaction } from "@/lib/server/postgres/database";

export interface LockedWithdrawal {
  readonly state: string;
  readonly terms_hash: string;
  readonly grant_id: string | null;
  readonly tx_hash: string | null;
  readonly settlement_id: bigint;
}

/** Locks withdrawal and outbox row until the transaction ends; null when somebody else has them right now, or the trader has none such. */
export async function lockWithdrawal(tx: Transaction, trader: string, withdrawalId: string): Promise<LockedWithdrawal | null> {
  const [locked] = await tx.query<LockedWithdrawal>(
    `SELECT w.state, w.terms_hash, w.grant_id, s.tx_hash, s.id AS settlement_id
       FROM holdfast.withdrawals w JOIN holdfast.settlements s ON s.withdrawal_id = w.id
      WHERE w.id = $1 AND w.trader = $2 AND s.trader = $2 AND s.finished_at IS NULL
        FOR UPDATE SKIP LOCKED`,
    [withdrawalId, trader],
  );
  return locked ?? null;
}
