// Nonce, signature and the stored bytes are one transaction: a crash leaves either nothing, or bytes that every later attempt sends again.
// A withdrawal gets a nonce here and nowhere else, so it is never paid by two different transactions.
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import type { Transaction } from "@/lib/server/postgres/database";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import type { Head, Hex } from "./chain";
import { feesAt, gasLimitFor } from "./fees";
import { judgeFunds } from "./judge-funds";
import { lockWithdrawal } from "./lock-withdrawal";
import { callOfPayment, paymentOfTerms, readSignedPayment } from "./payment";
import type { Worker } from "./worker";

/** What was asked of the chain before the transaction began. The count is older than the balances, so what is in flight is never missed. */
export interface PaymentFacts {
  readonly head: Head;
  readonly transactionCount: bigint;
  readonly coinBalance: bigint;
  readonly assetBalance: bigint;
  readonly estimatedGas: bigint;
}

/**
 * `gone`: cancelled, signed by somebody else or locked right now. `short`: custody lacks asset or gas. `frozen`: the account is. `foreign_nonce`: the chain has seen
 * more of this account than the database, so this database is not the whole truth (a restored backup?) and must not pay.
 */
export type Signing = "signed" | "gone" | "short" | "frozen" | "foreign_nonce";

/** Signs the payment of `terms`, which must be verified ones: their hash is compared with the locked row's. */
export function signPayment(worker: Worker, terms: WithdrawalTerms, hash: string, facts: PaymentFacts): Promise<Signing> {
  const { database, signer, clock } = worker;
  const payment = paymentOfTerms(terms);
  const gas = gasLimitFor(facts.estimatedGas);
  const fees = feesAt(facts.head.baseFeePerGas);
  return database.asTrader(terms.trader, async (tx) => {
    const locked = await lockWithdrawal(tx, terms.trader, terms.withdrawalId);
    if (locked?.state !== "approved" || locked.tx_hash !== null || locked.terms_hash !== hash) return "gone";
    // Asked under the lock and last, because a trader who freezes believes that nothing leaves from then on.
    if ((await findFreeze(tx, terms.trader, clock.nowSeconds())) !== null) return "frozen";
    const { chainId } = facts.head;
    const nonce = await lockNonce(tx, chainId, signer.address, facts.transactionCount);
    if (facts.transactionCount > nonce) return "foreign_nonce";
    const inFlight = (await readInFlight(tx, chainId, signer.address, facts.transactionCount)).map(readSignedPayment);
    if (judgeFunds(payment, gas * fees.maxFeePerGas, { ...facts, inFlight }) === "short") return "short";
    const { raw, txHash } = await signer.sign({ chainId, nonce, gas, ...fees, ...callOfPayment(payment) });
    await store(tx, { terms, chainId, sender: signer.address, nonce, raw, txHash, nowSeconds: clock.nowSeconds() });
    return "signed";
  });
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

interface SignedRow {
  readonly terms: WithdrawalTerms;
  readonly chainId: bigint;
  readonly sender: Hex;
  readonly nonce: bigint;
  readonly raw: Hex;
  readonly txHash: Hex;
  readonly nowSeconds: number;
}

async function store(tx: Transaction, { terms, chainId, sender, nonce, raw, txHash, nowSeconds }: SignedRow): Promise<void> {
  await tx.query(
    `UPDATE holdfast.settlements
        SET sender = $2, nonce = $3, raw_transaction = $4, tx_hash = $5, signed_at = to_timestamp($6), waits_for = NULL
      WHERE withdrawal_id = $1`,
    [terms.withdrawalId, sender, nonce.toString(), raw, txHash, nowSeconds],
  );
  await tx.query("UPDATE holdfast.custody_nonces SET next_nonce = $3 WHERE chain_id = $1 AND sender = $2", [
    chainId.toString(),
    sender,
    (nonce + 1n).toString(),
  ]);
  await tx.query("UPDATE holdfast.withdrawals SET state = 'submitted' WHERE id = $1", [terms.withdrawalId]);
  await tx.query(
    "INSERT INTO holdfast.withdrawal_events (withdrawal_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), 'submitted')",
    [terms.withdrawalId, terms.trader, nowSeconds],
  );
}
