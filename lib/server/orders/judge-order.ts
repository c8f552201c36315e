// What is wrong with an order before anybody asks for its price: its assets, its amount, its cap, the money.
import "server-only";
import type { OrderQuoteRequest } from "@/lib/contracts/orders";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { formatAmount } from "@/lib/money/format-amount";
import { candidatePaths } from "@/lib/orders/candidate-paths";
import { orderCapSentence } from "@/lib/orders/order-policy";
import type { Transaction } from "@/lib/server/postgres/database";
import { availableOf } from "@/lib/server/withdrawals/available-of";
import type { QuoteQuestion } from "@/lib/use-cases/ports/exchange";
import { judgeAmount } from "@/lib/withdrawals/judge-amount";
import { findMarket, type Market, type TradableAsset } from "./find-market";

/** An order that may be priced. */
export interface JudgedOrder {
  readonly market: Market;
  readonly pay: TradableAsset;
  readonly receive: TradableAsset;
  readonly payBaseUnits: bigint;
  readonly question: QuoteQuestion;
}

/** Refusals, in this order: `network_unknown`, `market_unknown`, `asset_unknown`, `invalid_request` (one asset twice), `amount_invalid`, `limit_exceeded`. */
export async function judgeOrder(tx: Transaction, request: OrderQuoteRequest): Promise<Result<JudgedOrder, Refusal>> {
  const found = await findMarket(tx, request.network);
  if (!found.ok) return found;
  const market = found.value;
  const [pay, receive] = [request.payAsset, request.receiveAsset].map((asset) => market.assets.find((one) => one.asset === asset));
  if (pay === undefined || receive === undefined) return refuse({ code: "asset_unknown" });
  if (pay.asset === receive.asset) return refuse({ code: "invalid_request", detail: "Choose two different assets." });
  const amount = judgeAmount(request.payAmount, pay.decimals);
  if (!amount.ok) return refuse({ code: "amount_invalid", detail: amount.refusal });
  const payBaseUnits = amount.value;
  if (payBaseUnits > pay.caps.passkey) {
    return refuse({ code: "limit_exceeded", detail: orderCapSentence(pay.asset, pay.decimals, pay.caps, "passkey", payBaseUnits) });
  }
  const between = [market.wrappedCoin, ...market.assets.map(({ token }) => token)];
  const paths = candidatePaths(pay.token, receive.token, between);
  return accept({
    market,
    pay,
    receive,
    payBaseUnits,
    question: { chainId: market.chainId, router: market.router, paths, amountIn: payBaseUnits },
  });
}

/** Refuses `insufficient_funds` when the trader has less available than the order pays. */
export async function judgeFunds(
  tx: Transaction,
  trader: string,
  { market, pay, payBaseUnits }: JudgedOrder,
): Promise<Result<null, Refusal>> {
  const available = await availableOf(tx, trader, pay.asset, market.network);
  if (payBaseUnits <= available) return accept(null);
  const text = (units: bigint): string => `${formatAmount(units, pay.decimals)} ${pay.asset}`;
  return refuse({ code: "insufficient_funds", detail: `This takes ${text(payBaseUnits)}; ${text(available)} are available.` });
}
