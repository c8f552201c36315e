// The one place where an approval becomes an order that is sent. Using the grant, putting the money aside, the state, the story and the
// worker's task stand or fall together, so that a refusal after the grant was judged neither burns it nor moves anything.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { OrderDto } from "@/lib/contracts/orders";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import type { Result } from "@/lib/ground/result";
import { type OrderCaps, orderCapSentence } from "@/lib/orders/order-policy";
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Proof } from "@/lib/policy/purpose";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant, type ConsumedGrant } from "@/lib/server/step-up/consume-grant";
import { bookOrderHold } from "./book-order";
import { judgeApprovableOrder } from "./judge-approvable-order";
import { must } from "./must";
import { orderDto } from "./order-dto";
import type { OrderParts } from "./order-parts";
import { findOrder, moveOrder } from "./order-row";

/**
 * Uses the grant and approves the order. Throws RefusalError, and then nothing has changed: `not_found` (the order), what consumeGrant
 * refuses, what judgeApprovableOrder refuses, `limit_exceeded` for the proof that was given, `insufficient_funds`.
 */
export async function confirmOrder(
  trader: Pick<Trader, "sub" | "sessionId">,
  id: string,
  grantId: string | undefined,
  parts: OrderParts = services(),
): Promise<OrderDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "orders", trader.sub);
    const row = await findOrder(tx, id, "lock");
    if (row === null) throw new RefusalError({ code: "not_found" });
    const act = { purpose: "order", subjectId: row.id, termsHash: termsHash(row.terms) } as const;
    const consume = (): Promise<Result<ConsumedGrant, Refusal>> => consumeGrant(tx, trader, grantId, act, nowSeconds);
    // A grant is judged before the order, so that a replay, a stranger's grant and changed terms are named as what they are. Without one the
    // order comes first: nobody is asked for a proof that could not help.
    const early = grantId === undefined ? null : must(await consume());
    const caps = must(judgeApprovableOrder(row, nowSeconds));
    const grant = early ?? must(await consume());
    requireCap(row.terms, caps, grant.proof);
    must(await bookOrderHold(tx, row.terms, nowSeconds));
    await moveOrder(tx, row.terms, "approved", timeText(nowSeconds), grant);
    await queueSettlement(tx, row.terms, nowSeconds);
    const approved = await findOrder(tx, row.id, "read");
    invariant(approved?.state === "approved", "an approved order reads as approved");
    return orderDto(tx, approved, nowSeconds);
  });
}

function requireCap({ payAsset, payDecimals, payAmount }: OrderTerms, caps: OrderCaps, proof: Proof): void {
  const pay = BigInt(payAmount);
  if (pay <= caps[proof]) return;
  throw new RefusalError({ code: "limit_exceeded", detail: orderCapSentence(payAsset, payDecimals, caps, proof, pay) });
}

async function queueSettlement(tx: Transaction, { orderId, trader, chainId }: OrderTerms, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.settlements (order_id, trader, chain_id, queued_at, next_attempt_at)
     VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($4))`,
    [orderId, trader, chainId, nowSeconds],
  );
}
