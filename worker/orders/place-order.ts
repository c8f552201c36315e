// One approved order on its way to a signature: verified again, priced again on the chain, paid for, signed. Sending is another step.
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Head } from "../chain";
import { noteWait, type Wait } from "../note-wait";
import type { DueSettlement } from "../open-settlements";
import { readFunds } from "../read-funds";
import type { Worker } from "../worker";
import { readApprovedOrder } from "./approved-order";
import { pathOfOrder, spendingOf } from "./calls-of-order";
import { closeCancelledOrder, endOrder } from "./end-order";
import { signOrder } from "./sign-order";
import { verifyOrder } from "./verify-order";

/** Takes one due order as far as it can go now. Throws UnavailableError when chain or database is away; the order then stays due. */
export async function placeOrder(worker: Worker, due: DueSettlement, head: Head): Promise<void> {
  const { database, log } = worker;
  const { subjectId: orderId, trader } = due;
  const approved = await database.asTrader(trader, (tx) => readApprovedOrder(tx, trader, orderId));
  if (approved === null) {
    log.error("settlement_without_order", { orderId });
    return wait(worker, due, null);
  }
  if (approved.row.state === "cancelled") return closeCancelledOrder(worker, trader, orderId);
  if (approved.row.state !== "approved") return;
  const verified = await verifyOrder(approved, worker.approvedAt);
  if (!verified.ok || BigInt(verified.value.chainId) !== head.chainId) {
    log.error("approval_does_not_verify", { orderId, fault: verified.ok ? "another_chain" : verified.refusal });
    if (approved.held === null) log.error("order_without_hold", { orderId });
    await endOrder(worker, { orderId, trader, from: "approved", because: "approval_does_not_verify" });
    return;
  }
  await placeVerified(worker, due, verified.value, approved.row.terms_hash, head);
}

async function placeVerified(worker: Worker, due: DueSettlement, terms: OrderTerms, hash: string, head: Head): Promise<void> {
  const { chain, signer, clock, log } = worker;
  const { orderId, trader } = terms;
  // Whatever it waited for, it waited too long: the exchange would refuse it, and nobody wants the price of then.
  if (clock.nowSeconds() >= Date.parse(terms.deadline) / 1_000) {
    log.warn("order_expired", { orderId });
    await endOrder(worker, { orderId, trader, from: "approved", because: "expired" });
    return;
  }
  const spending = spendingOf(terms);
  const funds = await readFunds(worker, spending.contract);
  if (funds.assetBalance < spending.amountBaseUnits || funds.coinBalance === 0n) return wait(worker, due, "custody_funds");
  const offer = await chain.readOffer(terms.router.toLowerCase() as `0x${string}`, spending.amountBaseUnits, pathOfOrder(terms));
  if (offer === null || offer < BigInt(terms.receiveAmountMin)) {
    log.warn("order_price_moved", { orderId });
    await endOrder(worker, { orderId, trader, from: "approved", because: "price_moved" });
    return;
  }
  const signing = await signOrder(worker, terms, hash, { ...funds, head });
  if (signing === "short") return wait(worker, due, "custody_funds");
  if (signing === "frozen") return wait(worker, due, "frozen");
  if (signing === "foreign_nonce") {
    log.error("foreign_nonce", { sender: signer.address, transactionCount: funds.transactionCount.toString() });
    return wait(worker, due, null);
  }
  if (signing === "signed") log.info("order_signed", { orderId });
}

const wait = ({ database, clock }: Worker, due: DueSettlement, reason: Wait): Promise<void> =>
  noteWait(database, due, reason, clock.nowSeconds());
