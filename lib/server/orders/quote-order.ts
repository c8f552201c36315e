// What an order would bring, for the form: it promises nothing, and the terms are priced again.
import "server-only";
import type { OrderQuoteDto, OrderQuoteRequest } from "@/lib/contracts/orders";
import { formatAmount } from "@/lib/money/format-amount";

import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { type JudgedOrder, judgeOrder } from "./judge-order";
import { must } from "./must";
import type { PricedParts } from "./order-parts";
import { priceOrder } from "./price-order";

/** Throws RefusalError with what judgeOrder and priceOrder refuse; the trader's own money is not looked at. */
export async function quoteOrder(
  trader: Pick<Trader, "sub">,
  request: OrderQuoteRequest,
  parts: PricedParts = services(),
): Promise<OrderQuoteDto> {
  const order = must(await parts.database.asTrader(trader.sub, (tx) => judgeOrder(tx, request)));
  const { path, quoted, minimum, impactBps } = must(await priceOrder(parts.exchange, order, request.slippageBps));
  const text = (units: bigint): string => formatAmount(units, order.receive.decimals);
  return {
    at: timeText(parts.clock.nowSeconds()),
    receiveAmount: text(quoted),
    receiveAmountMin: text(minimum),
    rate: text((quoted * 10n ** BigInt(order.pay.decimals)) / order.payBaseUnits),
    slippageBps: request.slippageBps,
    priceImpactBps: impactBps,
    route: path.map((token, index) =>
      nameOf(order, token, index === 0 ? order.pay.asset : index === path.length - 1 ? order.receive.asset : null),
    ),
  };
}

const nameOf = ({ market }: JudgedOrder, token: string, end: string | null): string =>
  end ?? market.assets.find((one) => one.token === token)?.asset ?? token;
