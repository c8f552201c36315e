// One approved withdrawal with everything that its approval rests on, as it is stored right now.
import type { Transaction } from "@/lib/server/postgres/database";
import { TERMS_COLUMNS, type TermsRow } from "@/lib/withdrawals/terms-of-row";

/** The withdrawal's own row. */
export interface WithdrawalRow extends TermsRow {
  readonly version: number;
  readonly terms_hash: string;
  readonly state: string;
  readonly grant_id: string | null;
  readonly proof: string | null;
}

/** The grant that it names, with a passkey's evidence. */
export interface GrantRow {
  readonly id: string;
  readonly sub: string;
  readonly purpose: string;
  readonly subject_id: string;
  readonly terms: string;
  readonly terms_hash: string;
  readonly nonce: Buffer;
  readonly proof: string | null;
  readonly is_used: boolean;
  readonly credential_id: string | null;
  readonly public_key: Buffer | null;
  readonly client_data_json: Buffer | null;
  readonly authenticator_data: Buffer | null;
  readonly signature: Buffer | null;
}

/** What the ledger has put aside for it. The ledger is append-only, so this is what a release or a settlement may move, whatever the row says. */
export interface HeldMoney {
  readonly asset: string;
  readonly network: string;
  readonly amountBaseUnits: bigint;
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
  const [grant] = await tx.query<GrantRow>(
    `SELECT id, sub, purpose, subject_id, terms, terms_hash, nonce, proof, used_at IS NOT NULL AND proven_at IS NOT NULL AS is_used,
            credential_id, public_key, client_data_json, authenticator_data, signature
       FROM holdfast.step_up_grants WHERE id = $1`,
    [row.grant_id],
  );
  return { row, grant: grant ?? null, held: await readHeld(tx, trader, withdrawalId) };
}

/** The hold that the approval booked, or null. */
export async function readHeld(tx: Transaction, trader: string, withdrawalId: string): Promise<HeldMoney | null> {
  const [held] = await tx.query<{ asset: string; network: string; amount: string }>(
    `SELECT e.asset, e.network, e.amount
       FROM holdfast.transfers t JOIN holdfast.entries e ON e.transfer_id = t.id
      WHERE t.trader = $1 AND t.idempotency_key = $2 AND t.kind = 'hold' AND e.account_kind = 'held' AND e.trader = $1`,
    [trader, `withdrawal:${withdrawalId}:hold`],
  );
  return held === undefined ? null : { asset: held.asset, network: held.network, amountBaseUnits: BigInt(held.amount) };
}
