// Follows one signed payment until it is deep enough in the chain, and then ends it: settled, or failed with the money back.
import { invariant } from "@/lib/ground/invariant";
import { settlementPostings } from "@/lib/ledger/transfer";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import { giveBack } from "./give-back";
import { readHeld } from "./held-money";
import { judgeEnding, judgePlace, type Place } from "./judge-inclusion";
import { lockWithdrawal } from "./lock-withdrawal";
import { notePlace, writePlace } from "./note-place";
import type { SignedSettlement } from "./open-settlements";
import { readSignedPayment } from "./payment";
import type { Worker } from "./worker";

/** Looks once. Receipt, head and block hash are asked in this order, so that a branch that was left in between is seen as left. */
export async function confirmPayment(worker: Worker, signed: SignedSettlement): Promise<void> {
  const { chain, log, confirmationsNeeded } = worker;
  const { subjectId: withdrawalId, trader } = signed;
  const receipt = await chain.findReceipt(signed.txHash);
  const { blockNumber } = await chain.readHead();
  const canonicalHash = receipt === null ? null : await chain.findBlockHash(receipt.blockNumber);
  const place = judgePlace(receipt, canonicalHash, blockNumber);
  const ending = judgeEnding(receipt, place, confirmationsNeeded, signed.sender, readSignedPayment(signed.raw));
  if (signed.blockHash !== null && signed.blockHash !== place.blockHash) log.warn("payment_left_the_chain", { withdrawalId });
  if (ending === "paid") return settle(worker, signed, place);
  if (ending === "reverted") {
    log.warn("withdrawal_reverted", { withdrawalId });
    await notePlace(worker, signed, place);
    await giveBack(worker, { withdrawalId, trader, from: "submitted", failure: "reverted" });
    return;
  }
  if (ending === "paid_otherwise") log.error("paid_otherwise", { withdrawalId, txHash: signed.txHash });
  await notePlace(worker, signed, place);
}

/** Books what was really signed out of what is really held; the difference is the fee. */
async function settle({ database, clock, log }: Worker, signed: SignedSettlement, place: Place): Promise<void> {
  const { subjectId: withdrawalId, trader } = signed;
  const { amountBaseUnits } = readSignedPayment(signed.raw);
  const isSettled = await database.asTrader(trader, async (tx) => {
    const locked = await lockWithdrawal(tx, trader, withdrawalId);
    if (locked?.state !== "submitted") return false;
    const held = await readHeld(tx, trader, "withdrawal", withdrawalId);
    invariant(held !== null && held.amountBaseUnits >= amountBaseUnits, "what was paid is held");
    const nowSeconds = clock.nowSeconds();
    const { asset, network } = held;
    const postings = settlementPostings({ trader, asset, network, amountBaseUnits, feeBaseUnits: held.amountBaseUnits - amountBaseUnits });
    const booked = await postTransfer(
      tx,
      {
        ...{ kind: "settlement", trader, reference: withdrawalId, idempotencyKey: `withdrawal:${withdrawalId}:settlement` },
        ...{ occurredAtSeconds: nowSeconds, costUsdUnits: null, postings },
      },
      nowSeconds,
    );
    invariant(booked.ok, `a paid withdrawal can be booked (${booked.ok ? "" : booked.refusal})`);
    await writePlace(tx, signed.id, place);
    await tx.query("UPDATE holdfast.settlements SET finished_at = to_timestamp($2) WHERE withdrawal_id = $1", [withdrawalId, nowSeconds]);
    await tx.query("UPDATE holdfast.withdrawals SET state = 'settled' WHERE id = $1", [withdrawalId]);
    await tx.query(
      "INSERT INTO holdfast.withdrawal_events (withdrawal_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), 'settled')",
      [withdrawalId, trader, nowSeconds],
    );
    return true;
  });
  if (isSettled) log.info("withdrawal_settled", { withdrawalId, txHash: signed.txHash });
}
