// One approved withdrawal with everything that its approval rests on, as it is stored right now.
import type { Transaction } from "@/lib/server/postgres/database";
import { TERMS_COLUMNS, type TermsRow } from "@/lib/withdrawals/terms-of-row";
import { type HeldMoney, readHeld } from "./held-money";
import { type GrantRow, readGrant } from "./read-grant";

/** The withdrawal's own row. */
export interface WithdrawalRow extends TermsRow {
  readonly version: number;
  readonly terms_hash: string;
  readonly state: string;
  readonly grant_id: string | null;
  readonly proof: string | null;
}

export interface ApprovedWithdrawal {
  readonly row: WithdrawalRow;
  readonly grant: GrantRow | null;
  readonly held: HeldMoney | null;
}

/** Reads it in its trader's transaction; null when this trader has no such withdrawal. Nothing is locked. */
export async function readApproved(tx: Transaction, trader: string, withdrawalId: string): Promise<ApprovedWithdrawal | null> {
  const [row] = await tx.query<WithdrawalRow>(
    `SELECT ${TERMS_COLUMNS}, version, terms_hash, state, grant_id, proof FROM holdfast.withdrawals WHERE id = $1 AND trader = $2`,
    [withdrawalId, trader],
  );
  if (row === undefined) return null;
  return { row, grant: await readGrant(tx, row.grant_id), held: await readHeld(tx, trader, "withdrawal", withdrawalId) };
}
