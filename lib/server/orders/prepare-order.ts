// An order is written down before anybody approves it, so that what is shown, signed and done is one and the same row. Its price is the
// exchange's at this moment; what the browser showed before counts for nothing.
import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { termsHash } from "@/lib/approval/terms-hash";
import type { OrderDto, OrderRequest } from "@/lib/contracts/orders";
import { invariant } from "@/lib/ground/invariant";
import { pathText } from "@/lib/orders/candidate-paths";
import { ORDER_DEADLINE_SECONDS, ORDER_GOOD_SECONDS } from "@/lib/orders/order-policy";
import type { OrderTerms } from "@/lib/orders/order-terms";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { type JudgedOrder, judgeFunds, judgeOrder } from "./judge-order";
import { must } from "./must";
import { orderDto } from "./order-dto";
import type { PricedParts } from "./order-parts";
import { findOrderByKey, insertOrder, type OrderRow } from "./order-row";
import { type PricedOrder, priceOrder } from "./price-order";

const KEY_FORM = /^[\x20-\x7e]{1,200}$/;
const KEY_SENTENCE = "Send an Idempotency-Key header of 1 to 200 printable characters.";

/**
 * Stores the terms of a new order; nothing moves. The same key and request, however often and from however many processes, are one order,
 * answered as it stands now. Throws RefusalError: `invalid_request` (no key), `idempotency_conflict`, and what judgeOrder, judgeFunds and
 * priceOrder refuse.
 */
export async function prepareOrder(
  trader: Pick<Trader, "sub">,
  idempotencyKey: string | null,
  request: OrderRequest,
  parts: PricedParts = services(),
): Promise<OrderDto> {
  if (idempotencyKey === null || !KEY_FORM.test(idempotencyKey)) throw new RefusalError({ code: "invalid_request", detail: KEY_SENTENCE });
  const bodySha256 = sha256Of(request);
  const nowSeconds = parts.clock.nowSeconds();
  const before = await parts.database.asTrader(trader.sub, async (tx) => {
    const known = await findOrderByKey(tx, trader.sub, idempotencyKey);
    if (known !== null) return { known: await orderDto(tx, requireSame(known, bodySha256), nowSeconds) };
    const order = must(await judgeOrder(tx, request));
    must(await judgeFunds(tx, trader.sub, order));
    return { order };
  });
  if (before.order === undefined) return before.known;
  const { order } = before;
  const priced = must(await priceOrder(parts.exchange, order, request.slippageBps));
  const terms = termsOf(trader.sub, request, order, priced, nowSeconds);
  return parts.database.asTrader(trader.sub, async (tx) => {
    await insertOrder(tx, { idempotencyKey, bodySha256, terms, termsHash: termsHash(terms) });
    const stored = await findOrderByKey(tx, trader.sub, idempotencyKey);
    invariant(stored !== null, "a key under which an order was stored is known");
    return orderDto(tx, requireSame(stored, bodySha256), nowSeconds);
  });
}

function requireSame(row: OrderRow, bodySha256: Buffer): OrderRow {
  if (!row.bodySha256.equals(bodySha256)) throw new RefusalError({ code: "idempotency_conflict" });
  return row;
}

const termsOf = (
  trader: string,
  { slippageBps, signalId }: OrderRequest,
  { market, pay, receive, payBaseUnits }: JudgedOrder,
  { path, quoted, minimum }: PricedOrder,
  nowSeconds: number,
): OrderTerms => ({
  ...{ version: 1, orderId: randomUUID(), trader, network: market.network, chainId: Number(market.chainId), router: market.router },
  ...{
    path: pathText(path),
    payAsset: pay.asset,
    payContract: pay.contract,
    payDecimals: pay.decimals,
    payAmount: payBaseUnits.toString(),
  },
  ...{ receiveAsset: receive.asset, receiveContract: receive.contract, receiveDecimals: receive.decimals },
  ...{ receiveAmountMin: minimum.toString(), quotedAmount: quoted.toString(), slippageBps, signalId: signalId ?? null },
  ...{ createdAt: timeText(nowSeconds), expiresAt: timeText(nowSeconds + ORDER_GOOD_SECONDS) },
  deadline: timeText(nowSeconds + ORDER_DEADLINE_SECONDS),
});

const sha256Of = ({ network, payAsset, receiveAsset, payAmount, slippageBps, signalId }: OrderRequest): Buffer =>
  createHash("sha256")
    .update(canonicalJson({ network, payAsset, receiveAsset, payAmount, slippageBps, signalId: signalId ?? null }), "utf8")
    .digest();
