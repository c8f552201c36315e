// An order as it stands right after its trader's approval, written the way the app writes it and with the app's rights: money, session, grant
// with a real signature, hold, and the outbox row. What comes next is the worker's.
import { createHash, randomUUID } from "node:crypto";
import { termsHash } from "@/lib/approval/terms-hash";
import { depositPostings, holdPostings, type Transfer } from "@/lib/ledger/transfer";
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Proof } from "@/lib/policy/purpose";
import { insertOrder, moveOrder } from "@/lib/server/orders/order-row";
import type { Transaction } from "@/lib/server/postgres/database";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import { termsTime } from "@/lib/withdrawals/terms-of-row";
import type { ApprovalStage } from "./approved-withdrawal";
import { insertUsedGrant } from "./used-grant";

/** Deposits what `terms` pay and approves the order. */
export async function approveOrder({ app, worker, origin }: ApprovalStage, terms: OrderTerms, proof: Proof): Promise<void> {
  const { trader, orderId, network, payAsset: asset, chainId } = terms;
  const nowSeconds = Date.parse(terms.createdAt) / 1_000;
  const money = { trader, asset, network, amountBaseUnits: BigInt(terms.payAmount) };
  await worker.asTrader(trader, (tx) => book(tx, terms, "deposit", depositPostings(money), nowSeconds));
  await app.asTrader(trader, async (tx) => {
    const bodySha256 = createHash("sha256").update(orderId).digest();
    await insertOrder(tx, { idempotencyKey: orderId, bodySha256, terms, termsHash: termsHash(terms) });
    const grantId = await insertUsedGrant(tx, { purpose: "order", subjectId: orderId, trader, terms, proof, nowSeconds, origin });
    await book(tx, terms, "hold", holdPostings(money), nowSeconds);
    await moveOrder(tx, terms, "approved", termsTime(new Date(nowSeconds * 1_000)), { grantId, proof });
    await tx.query(
      `INSERT INTO holdfast.settlements (order_id, trader, chain_id, queued_at, next_attempt_at)
       VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($4))`,
      [orderId, trader, chainId, nowSeconds],
    );
  });
}

async function book(
  tx: Transaction,
  { trader, orderId }: OrderTerms,
  kind: "deposit" | "hold",
  postings: Transfer["postings"],
  nowSeconds: number,
): Promise<void> {
  const texts = { reference: orderId, idempotencyKey: `order:${orderId}:${kind}` };
  const booked = await postTransfer(
    tx,
    { kind, trader, ...texts, occurredAtSeconds: nowSeconds, costUsdUnits: null, postings },
    nowSeconds,
  );
  if (!booked.ok) throw new Error(`The ledger refused the ${kind} of a test: ${booked.refusal}`);
}

/** Terms of a new trader's new order; `changes` say what differs from 100 USDC units of nothing in particular. */
export const newOrderTerms = (
  changes: Omit<OrderTerms, "version" | "orderId" | "trader" | "createdAt" | "expiresAt" | "deadline" | "signalId"> & Partial<OrderTerms>,
  nowSeconds: number,
): OrderTerms => ({
  ...{ version: 1, orderId: randomUUID(), trader: randomUUID(), signalId: null },
  createdAt: termsTime(new Date(nowSeconds * 1_000)),
  expiresAt: termsTime(new Date((nowSeconds + 300) * 1_000)),
  deadline: termsTime(new Date((nowSeconds + 1_200) * 1_000)),
  ...changes,
});
