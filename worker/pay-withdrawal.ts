// One approved withdrawal on its way to a signature: verified again, tried on the chain, paid for, signed. Sending is another step.
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { readApproved } from "./approved-withdrawal";
import type { Head } from "./chain";
import { closeCancelled } from "./close-cancelled";
import { GAS_MAX } from "./fees";
import { giveBack } from "./give-back";
import { noteWait, type Wait } from "./note-wait";
import type { DueSettlement } from "./open-settlements";
import { paymentOfTerms } from "./payment";
import { readFunds, type ReadFunds } from "./read-funds";
import { signPayment } from "./sign-payment";
import { verifyApproval } from "./verify-approval";
import type { Worker } from "./worker";

/** Takes one due settlement as far as it can go now. Throws UnavailableError when chain or database is away; the settlement then stays due. */
export async function payWithdrawal(worker: Worker, due: DueSettlement, head: Head): Promise<void> {
  const { database, log } = worker;
  const { subjectId: withdrawalId, trader } = due;
  const approved = await database.asTrader(trader, (tx) => readApproved(tx, trader, withdrawalId));
  if (approved === null) {
    log.error("settlement_without_withdrawal", { withdrawalId });
    return wait(worker, due, null);
  }
  if (approved.row.state === "cancelled") return closeCancelled(worker, trader, withdrawalId);
  if (approved.row.state !== "approved") return;
  const verified = await verifyApproval(approved, worker.approvedAt);
  if (!verified.ok || BigInt(verified.value.chainId) !== head.chainId) {
    log.error("approval_does_not_verify", { withdrawalId, fault: verified.ok ? "another_chain" : verified.refusal });
    if (approved.held === null) log.error("withdrawal_without_hold", { withdrawalId });
    await giveBack(worker, { withdrawalId, trader, from: "approved", failure: "approval_does_not_verify" });
    return;
  }
  await payVerified(worker, due, { terms: verified.value, hash: approved.row.terms_hash, head });
}

interface Verified {
  readonly terms: WithdrawalTerms;
  readonly hash: string;
  readonly head: Head;
}

async function payVerified(worker: Worker, due: DueSettlement, { terms, hash, head }: Verified): Promise<void> {
  const { chain, signer, log } = worker;
  const { subjectId: withdrawalId, trader } = due;
  const payment = paymentOfTerms(terms);
  const before = await readFunds(worker, payment.contract);
  if (isShort(before, terms)) return wait(worker, due, "custody_funds");
  const simulated = await chain.simulate(signer.address, payment);
  if (simulated.outcome === "unclear") return wait(worker, due, "chain");
  if (simulated.outcome === "would_fail" || simulated.gas > GAS_MAX) {
    // Another worker's payment may have emptied custody in between; that is no fault of this withdrawal.
    if (isShort(await readFunds(worker, payment.contract), terms)) return wait(worker, due, "custody_funds");
    log.warn("withdrawal_rejected_by_chain", { withdrawalId });
    await giveBack(worker, { withdrawalId, trader, from: "approved", failure: "rejected_by_chain" });
    return;
  }
  const signing = await signPayment(worker, terms, hash, { ...before, head, estimatedGas: simulated.gas });
  if (signing === "short") return wait(worker, due, "custody_funds");
  if (signing === "frozen") return wait(worker, due, "frozen");
  if (signing === "foreign_nonce") {
    log.error("foreign_nonce", { sender: signer.address, transactionCount: before.transactionCount.toString() });
    return wait(worker, due, null);
  }
  if (signing === "signed") log.info("withdrawal_signed", { withdrawalId });
}

/** A first look without gas and without what is in flight; the signing transaction looks at all of it, under its lock. */
const isShort = ({ assetBalance, coinBalance }: ReadFunds, { amount }: WithdrawalTerms): boolean =>
  assetBalance < BigInt(amount) || coinBalance === 0n;

const wait = ({ database, clock }: Worker, due: DueSettlement, reason: Wait): Promise<void> =>
  noteWait(database, due, reason, clock.nowSeconds());
