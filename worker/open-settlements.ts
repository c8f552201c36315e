// The outbox as the worker reads it. Plain reads without a lock: whoever acts on a row locks it then and looks again.
import type { Transaction } from "@/lib/server/postgres/database";
import { BACK_OFF_SECONDS_MAX } from "./back-off";
import type { Hex } from "./chain";

/** Enough for one round; the rest is due in the next one, a fraction of a second later. */
const ROUND_MAX = 50;

/** What custody's transactions are for. */
export type Act = "withdrawal" | "order";

/** Which row of the outbox, and which act it stands for. */
export interface Settled {
  readonly id: bigint;
  readonly act: Act;
  readonly subjectId: string;
}

const SUBJECT = `id, CASE WHEN order_id IS NULL THEN 'withdrawal' ELSE 'order' END AS act, coalesce(withdrawal_id, order_id)::text AS "subjectId"`;

export interface DueSettlement extends Settled {
  readonly trader: string;
  readonly attempts: number;
}

/** Approved, unsigned and due, oldest first. A next attempt further away than any back-off means that the demo's clock was set back. */
export async function listDue(tx: Transaction, chainId: bigint, nowSeconds: number): Promise<DueSettlement[]> {
  return tx.query<DueSettlement>(
    `SELECT ${SUBJECT}, trader, attempts
       FROM holdfast.settlements
      WHERE finished_at IS NULL AND tx_hash IS NULL AND chain_id = $1
        AND (next_attempt_at <= to_timestamp($2) OR next_attempt_at > to_timestamp($2 + $3))
      ORDER BY queued_at, id LIMIT ${ROUND_MAX.toString()}`,
    [chainId.toString(), nowSeconds, BACK_OFF_SECONDS_MAX],
  );
}

export interface SignedSettlement extends Settled {
  readonly trader: string;
  readonly sender: Hex;
  readonly nonce: bigint;
  readonly raw: Hex;
  readonly txHash: Hex;
  readonly blockNumber: bigint | null;
  readonly blockHash: Hex | null;
  readonly confirmations: number;
  readonly waitsFor: string | null;
}

const SIGNED_COLUMNS = `${SUBJECT}, trader, sender, nonce, raw_transaction AS raw, tx_hash AS "txHash",
  block_number AS "blockNumber", block_hash AS "blockHash", confirmations, waits_for AS "waitsFor"`;

/** Signed and not finished, in the order of their nonces. The first ones are mined first, so a limit holds none of them up for long. */
export const listSigned = (tx: Transaction, chainId: bigint): Promise<SignedSettlement[]> =>
  tx.query<SignedSettlement>(
    `SELECT ${SIGNED_COLUMNS} FROM holdfast.settlements
      WHERE finished_at IS NULL AND tx_hash IS NOT NULL AND chain_id = $1
      ORDER BY sender, nonce LIMIT ${(ROUND_MAX * 4).toString()}`,
    [chainId.toString()],
  );

/**
 * Everything that this account has signed from `firstNonce` on, finished or not, in the order of the nonces. A settled payment is among them
 * when the chain has lost its block: it is sent again like any other, because without it no later nonce would ever be mined.
 */
export const listSignedFrom = (tx: Transaction, chainId: bigint, sender: Hex, firstNonce: bigint): Promise<{ nonce: bigint; raw: Hex }[]> =>
  tx.query<{ nonce: bigint; raw: Hex }>(
    `SELECT nonce, raw_transaction AS raw FROM holdfast.settlements
      WHERE chain_id = $1 AND sender = $2 AND nonce >= $3 ORDER BY nonce LIMIT ${(ROUND_MAX * 4).toString()}`,
    [chainId.toString(), sender, firstNonce.toString()],
  );

/** Open ones that do not say yet that they wait for the chain. */
export const listNotWaitingForChain = (tx: Transaction): Promise<{ id: bigint; trader: string }[]> =>
  tx.query<{ id: bigint; trader: string }>(
    `SELECT id, trader FROM holdfast.settlements
      WHERE finished_at IS NULL AND waits_for IS DISTINCT FROM 'chain' ORDER BY queued_at LIMIT ${(ROUND_MAX * 4).toString()}`,
  );
