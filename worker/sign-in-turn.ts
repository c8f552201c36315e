// The one way to a nonce: whatever custody sends, it signs here, one transaction after the other, under the lock of the paying account. Nonce,
// signature and the stored bytes are one database transaction, so a crash leaves either nothing, or bytes that every later attempt sends again.
import type { Transaction } from "@/lib/server/postgres/database";
import type { Head, Hex } from "./chain";
import { feesAt } from "./fees";
import { judgeFunds, type Spending } from "./judge-funds";
import { readOutflow } from "./outflow";
import type { Worker } from "./worker";

/** What was asked of the chain before the transaction began. The count is older than the balances, so what is in flight is never missed. */
export interface ChainFacts {
  readonly head: Head;
  readonly transactionCount: bigint;
  readonly coinBalance: bigint;
  readonly assetBalance: bigint;
}

/** A transaction that wants a nonce. */
export interface Call {
  readonly to: Hex;
  readonly value: bigint;
  readonly data: Hex;
  readonly gas: bigint;
}

/** Signed, and not stored yet. */
export interface SignedCall {
  readonly sender: Hex;
  readonly nonce: bigint;
  readonly raw: Hex;
  readonly txHash: Hex;
}

/** `short`: custody lacks asset or gas. `foreign_nonce`: the chain has seen more of this account than the database, so this database is not the whole
 * truth (a restored backup?) and must not pay. */
export type NotSigned = "short" | "foreign_nonce";

/** Signs `calls` in their order, which together spend `spending`, and takes their nonces. The caller stores all of them in the same transaction. */
export async function signInTurn(
  tx: Transaction,
  { signer }: Pick<Worker, "signer">,
  facts: ChainFacts,
  spending: Spending,
  calls: readonly Call[],
): Promise<readonly SignedCall[] | NotSigned> {
  const { chainId, baseFeePerGas } = facts.head;
  const fees = feesAt(baseFeePerGas);
  const first = await lockNonce(tx, chainId, signer.address, facts.transactionCount);
  if (facts.transactionCount > first) return "foreign_nonce";
  const inFlight = (await readInFlight(tx, chainId, signer.address, facts.transactionCount)).map(readOutflow);
  const gasCostMax = calls.reduce((sum, { gas }) => sum + gas, 0n) * fees.maxFeePerGas;
  if (judgeFunds(spending, gasCostMax, { ...facts, inFlight }) === "short") return "short";
  const signed: SignedCall[] = [];
  for (const [index, call] of calls.entries()) {
    const nonce = first + BigInt(index);
    signed.push({ sender: signer.address, nonce, ...(await signer.sign({ chainId, nonce, ...fees, ...call })) });
  }
  await tx.query("UPDATE holdfast.custody_nonces SET next_nonce = $3 WHERE chain_id = $1 AND sender = $2", [
    chainId.toString(),
    signer.address,
    (first + BigInt(calls.length)).toString(),
  ]);
  return signed;
}

/** The account's next nonce; its first one is what the chain has counted so far. The lock orders all workers of the account. */
async function lockNonce(tx: Transaction, chainId: bigint, sender: Hex, transactionCount: bigint): Promise<bigint> {
  const account = [chainId.toString(), sender];
  await tx.query("INSERT INTO holdfast.custody_nonces (chain_id, sender, next_nonce) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    ...account,
    transactionCount.toString(),
  ]);
  const [row] = await tx.query<{ next_nonce: bigint }>(
    "SELECT next_nonce FROM holdfast.custody_nonces WHERE chain_id = $1 AND sender = $2 FOR UPDATE",
    account,
  );
  return row?.next_nonce ?? transactionCount;
}

/** Signed, and in no block when the transactions were counted. */
async function readInFlight(tx: Transaction, chainId: bigint, sender: Hex, transactionCount: bigint): Promise<Hex[]> {
  const rows = await tx.query<{ raw_transaction: Hex }>(
    "SELECT raw_transaction FROM holdfast.settlements WHERE chain_id = $1 AND sender = $2 AND nonce >= $3",
    [chainId.toString(), sender, transactionCount.toString()],
  );
  return rows.map((row) => row.raw_transaction);
}

/** Writes a signed transaction into its open outbox row. */
export const storeSigned = (
  tx: Transaction,
  settlementId: bigint,
  { sender, nonce, raw, txHash }: SignedCall,
  nowSeconds: number,
): Promise<unknown> =>
  tx.query(
    `UPDATE holdfast.settlements
        SET sender = $2, nonce = $3, raw_transaction = $4, tx_hash = $5, signed_at = to_timestamp($6), waits_for = NULL
      WHERE id = $1`,
    [settlementId.toString(), sender, nonce.toString(), raw, txHash, nowSeconds],
  );
