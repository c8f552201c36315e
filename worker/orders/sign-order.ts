// An order gets its nonces here and nowhere else, so it is never carried out by two different swaps. Allowance and swap are signed and stored
// together: either both are sent, in this order, or neither was ever signed.
import type { OrderTerms } from "@/lib/orders/order-terms";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import type { Transaction } from "@/lib/server/postgres/database";
import { type ChainFacts, type NotSigned, type SignedCall, signInTurn, storeSigned } from "../sign-in-turn";
import type { Worker } from "../worker";
import { lockOrder } from "./approved-order";
import { callsOfOrder, spendingOf } from "./calls-of-order";

/** `gone`: cancelled, signed by somebody else or locked right now. `frozen`: the account is. The others are those of signInTurn. */
export type OrderSigning = "signed" | "gone" | "frozen" | NotSigned;

/** Signs the swap of `terms`, which must be verified ones: their hash is compared with the locked row's. */
export function signOrder(worker: Worker, terms: OrderTerms, hash: string, facts: ChainFacts): Promise<OrderSigning> {
  const { database, signer, clock } = worker;
  const { orderId, trader } = terms;
  const { allowance, swap } = callsOfOrder(terms, signer.address);
  return database.asTrader(trader, async (tx) => {
    const locked = await lockOrder(tx, trader, orderId);
    if (locked?.state !== "approved" || locked.tx_hash !== null || locked.terms_hash !== hash) return "gone";
    const nowSeconds = clock.nowSeconds();
    // Asked under the lock and last, because a trader who freezes believes that nothing is sent from then on.
    if ((await findFreeze(tx, trader, nowSeconds)) !== null) return "frozen";
    const signed = await signInTurn(tx, worker, facts, spendingOf(terms), allowance === null ? [swap] : [allowance, swap]);
    if (typeof signed === "string") return signed;
    const [last, ...before] = [...signed].reverse();
    for (const one of before) await insertAllowance(tx, terms, one, nowSeconds);
    if (last !== undefined) await storeSigned(tx, locked.settlement_id, last, nowSeconds);
    await tx.query("UPDATE holdfast.orders SET state = 'submitted' WHERE id = $1", [orderId]);
    await tx.query("INSERT INTO holdfast.order_events (order_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), 'submitted')", [
      ...[orderId, trader, nowSeconds],
    ]);
    return "signed";
  });
}

/** A row that is finished as it is written: the sender sends it because of its nonce, and only its swap is followed. */
const insertAllowance = (
  tx: Transaction,
  { orderId, trader, chainId }: OrderTerms,
  { sender, nonce, raw, txHash }: SignedCall,
  nowSeconds: number,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO holdfast.settlements
       (order_id, step, trader, chain_id, queued_at, next_attempt_at, sender, nonce, raw_transaction, tx_hash, signed_at, finished_at)
     VALUES ($1, 'allowance', $2, $3, to_timestamp($4), to_timestamp($4), $5, $6, $7, $8, to_timestamp($4), to_timestamp($4))`,
    [orderId, trader, chainId, nowSeconds, sender, nonce.toString(), raw, txHash],
  );
