// A withdrawal gets a nonce here and nowhere else, so it is never paid by two different transactions.
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { gasLimitFor } from "./fees";
import { lockWithdrawal } from "./lock-withdrawal";
import { callOfPayment, paymentOfTerms } from "./payment";
import { type ChainFacts, type NotSigned, signInTurn, storeSigned } from "./sign-in-turn";
import type { Worker } from "./worker";

/** What was asked of the chain before the transaction began. */
export interface PaymentFacts extends ChainFacts {
  readonly estimatedGas: bigint;
}

/** `gone`: cancelled, signed by somebody else or locked right now. `frozen`: the account is. The others are those of signInTurn. */
export type Signing = "signed" | "gone" | "frozen" | NotSigned;

/** Signs the payment of `terms`, which must be verified ones: their hash is compared with the locked row's. */
export function signPayment(worker: Worker, terms: WithdrawalTerms, hash: string, facts: PaymentFacts): Promise<Signing> {
  const { database, clock } = worker;
  const { withdrawalId, trader } = terms;
  const payment = paymentOfTerms(terms);
  return database.asTrader(trader, async (tx) => {
    const locked = await lockWithdrawal(tx, trader, withdrawalId);
    if (locked?.state !== "approved" || locked.tx_hash !== null || locked.terms_hash !== hash) return "gone";
    const nowSeconds = clock.nowSeconds();
    // Asked under the lock and last, because a trader who freezes believes that nothing leaves from then on.
    if ((await findFreeze(tx, trader, nowSeconds)) !== null) return "frozen";
    const signed = await signInTurn(tx, worker, facts, payment, [{ ...callOfPayment(payment), gas: gasLimitFor(facts.estimatedGas) }]);
    if (typeof signed === "string") return signed;
    for (const one of signed) await storeSigned(tx, locked.settlement_id, one, nowSeconds);
    await tx.query("UPDATE holdfast.withdrawals SET state = 'submitted' WHERE id = $1", [withdrawalId]);
    await tx.query(
      "INSERT INTO holdfast.withdrawal_events (withdrawal_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), 'submitted')",
      [withdrawalId, trader, nowSeconds],
    );
    return "signed";
  });
}
