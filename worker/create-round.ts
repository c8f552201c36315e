// One round of the worker: sign what is approved, send what is signed, follow what is sent. Rounds share nothing but the database, so a
// round may die anywhere and the next one, of this process or another, goes on from what is stored.
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Head } from "./chain";
import { confirmPayment } from "./confirm-payment";
import { createHeartbeat } from "./create-heartbeat";
import { createSender } from "./create-sender";
import { noteOutage, noteWait } from "./note-wait";
import { type DueSettlement, listDue, listNotWaitingForChain, listSigned, type SignedSettlement } from "./open-settlements";
import { followOrder } from "./orders/follow-order";
import { placeOrder } from "./orders/place-order";
import { payWithdrawal } from "./pay-withdrawal";
import type { Worker } from "./worker";

/** What a round found: `busy` when something is still under way. */
export type Round = "busy" | "idle" | "chain_down";

/** The round of one process. It throws UnavailableError("database") when the database is away; everything else it deals with itself. */
export function createRound(worker: Worker): () => Promise<Round> {
  const { database, chain, clock } = worker;
  const beat = createHeartbeat(worker);
  const send = createSender(worker);

  return async () => {
    try {
      const head = await chain.readHead();
      await beat(true);
      const due = await database.asService((tx) => listDue(tx, head.chainId, clock.nowSeconds()));
      for (const settlement of due) await payOne(worker, settlement, head);
      await send(head);
      const signed = await database.asService((tx) => listSigned(tx, head.chainId));
      for (const settlement of signed) await confirmOne(worker, settlement);
      return due.length + signed.length > 0 ? "busy" : "idle";
    } catch (error) {
      if (!isOf(error, "chain")) throw error;
      await beat(false);
      const open = await database.asService(listNotWaitingForChain);
      for (const { trader, id } of open) await noteOutage(database, trader, id);
      return "chain_down";
    }
  };
}

const isOf = (error: unknown, dependency: "chain" | "database"): boolean =>
  error instanceof UnavailableError && error.dependency === dependency;

/** One withdrawal or order that cannot be dealt with must not keep the others waiting: it backs off alone, unless chain or database are away for all. */
async function payOne(worker: Worker, due: DueSettlement, head: Head): Promise<void> {
  try {
    await (due.act === "order" ? placeOrder(worker, due, head) : payWithdrawal(worker, due, head));
  } catch (error) {
    if (isOf(error, "database")) throw error;
    if (isOf(error, "chain")) await worker.chain.readHead();
    worker.log.error(`${due.act}_not_payable_now`, { [`${due.act}Id`]: due.subjectId }, error);
    await noteWait(worker.database, due, isOf(error, "chain") ? "chain" : null, worker.clock.nowSeconds());
  }
}

async function confirmOne(worker: Worker, signed: SignedSettlement): Promise<void> {
  try {
    await (signed.act === "order" ? followOrder(worker, signed) : confirmPayment(worker, signed));
  } catch (error) {
    if (isOf(error, "database")) throw error;
    if (isOf(error, "chain")) await worker.chain.readHead();
    worker.log.error("payment_not_confirmable_now", { [`${signed.act}Id`]: signed.subjectId }, error);
  }
}
