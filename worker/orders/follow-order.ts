// Follows one signed swap until it is deep enough in the chain, and then ends it: settled with what really came, or failed with the money back.
import { parseTransaction } from "viem";
import { termsHash } from "@/lib/approval/terms-hash";
import { invariant } from "@/lib/ground/invariant";
import { tradePostings } from "@/lib/ledger/transfer";
import type { OrderTerms } from "@/lib/orders/order-terms";
import { termsOfOrder } from "@/lib/orders/terms-of-order";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import { judgePlace, type Place } from "../judge-inclusion";
import { notePlace, writePlace } from "../note-place";
import type { SignedSettlement } from "../open-settlements";
import { readHeld } from "../held-money";
import type { Worker } from "../worker";
import { lockOrder, readApprovedOrder } from "./approved-order";
import { callsOfOrder } from "./calls-of-order";
import { endOrder } from "./end-order";
import { expectedOf } from "./expected-of-order";
import { judgeSwap } from "./judge-swap";
import { worthOfTrade } from "./worth-of-trade";

/** Looks once. Receipt, head and block hash are asked in this order, so that a branch that was left in between is seen as left. */
export async function followOrder(worker: Worker, signed: SignedSettlement): Promise<void> {
  const { database, chain, log, confirmationsNeeded } = worker;
  const { subjectId: orderId, trader } = signed;
  const order = await database.asTrader(trader, (tx) => readApprovedOrder(tx, trader, orderId));
  invariant(order !== null, "a signed order is there");
  const terms = termsOfOrder(order.row);
  const isWhole = termsHash(terms) === order.row.terms_hash && isSwapOf(signed, terms);
  const receipt = await chain.findReceipt(signed.txHash);
  const { blockNumber } = await chain.readHead();
  const canonicalHash = receipt === null ? null : await chain.findBlockHash(receipt.blockNumber);
  const place = judgePlace(receipt, canonicalHash, blockNumber);
  if (signed.blockHash !== null && signed.blockHash !== place.blockHash) log.warn("payment_left_the_chain", { orderId });
  const judged = judgeSwap(receipt, place, confirmationsNeeded, expectedOf(terms, signed.sender), BigInt(terms.receiveAmountMin));
  if (judged.ending === "swapped" && isWhole) return settle(worker, signed, terms, place, judged.receivedBaseUnits);
  if (judged.ending === "reverted") {
    log.warn("order_reverted", { orderId });
    await notePlace(worker, signed, place);
    await endOrder(worker, { orderId, trader, from: "submitted", because: "reverted" });
    return;
  }
  if (judged.ending !== "not_yet") log.error("swapped_otherwise", { orderId, txHash: signed.txHash });
  await notePlace(worker, signed, place);
}

/** Whether the stored bytes are the swap of these terms: a row that was changed after it was signed books nothing. */
function isSwapOf({ raw, sender }: SignedSettlement, terms: OrderTerms): boolean {
  const { to, data, value = 0n } = parseTransaction(raw);
  const { swap } = callsOfOrder(terms, sender);
  return to?.toLowerCase() === swap.to && data === swap.data && value === swap.value;
}

/** Books what was really held against what really came. */
async function settle(
  { database, clock, log }: Worker,
  signed: SignedSettlement,
  terms: OrderTerms,
  place: Place,
  receivedBaseUnits: bigint,
): Promise<void> {
  const { subjectId: orderId, trader } = signed;
  const isSettled = await database.asTrader(trader, async (tx) => {
    const locked = await lockOrder(tx, trader, orderId);
    if (locked?.state !== "submitted") return false;
    const held = await readHeld(tx, trader, "order", orderId);
    invariant(held?.amountBaseUnits === BigInt(terms.payAmount), "what was swapped is held");
    const nowSeconds = clock.nowSeconds();
    const worth = await worthOfTrade(tx, terms, receivedBaseUnits, nowSeconds);
    const received = { trader, asset: terms.receiveAsset, network: terms.network, amountBaseUnits: receivedBaseUnits };
    const booked = await postTransfer(
      tx,
      {
        ...{ kind: "trade", trader, reference: orderId, idempotencyKey: `order:${orderId}:trade` },
        ...{ occurredAtSeconds: nowSeconds, costUsdUnits: worth, postings: tradePostings({ paid: { trader, ...held }, received }) },
      },
      nowSeconds,
    );
    invariant(booked.ok, `a swapped order can be booked (${booked.ok ? "" : booked.refusal})`);
    await writePlace(tx, signed.id, place);
    await tx.query("UPDATE holdfast.settlements SET finished_at = to_timestamp($2) WHERE id = $1", [signed.id.toString(), nowSeconds]);
    await tx.query("UPDATE holdfast.orders SET state = 'settled', received_amount = $2, usd_value = $3 WHERE id = $1", [
      ...[orderId, receivedBaseUnits.toString(), worth?.toString() ?? null],
    ]);
    await tx.query("INSERT INTO holdfast.order_events (order_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), 'settled')", [
      ...[orderId, trader, nowSeconds],
    ]);
    return true;
  });
  if (isSettled) log.info("order_settled", { orderId, txHash: signed.txHash });
}
