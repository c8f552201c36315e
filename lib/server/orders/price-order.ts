// The price of an order, from the exchange itself and from nobody else. No transaction is open while it is asked.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { minimumReceived } from "@/lib/orders/minimum-received";
import { IMPACT_BPS_MAX, priceImpactBps } from "@/lib/orders/price-impact";
import type { Exchange } from "@/lib/use-cases/ports/exchange";
import type { JudgedOrder } from "./judge-order";

/** What an order would bring now. Base units. */
export interface PricedOrder {
  readonly path: readonly string[];
  readonly quoted: bigint;
  readonly minimum: bigint;
  readonly impactBps: number | null;
}

/**
 * Asks the exchange. Refuses `market_unknown` (no pool on any way), `amount_invalid` (so little that nothing comes of it) and `limit_exceeded`
 * (the order would mostly pay for moving the price). Throws UnavailableError("chain") when the chain does not answer.
 */
export async function priceOrder(exchange: Exchange, order: JudgedOrder, slippageBps: number): Promise<Result<PricedOrder, Refusal>> {
  const quote = await exchange.quote(order.question);
  if (quote === null) return refuse({ code: "market_unknown" });
  const { path, amountOut: quoted, hops } = quote;
  if (quoted === 0n) return refuse({ code: "amount_invalid", detail: "This is too little to exchange." });
  const impactBps = priceImpactBps(hops, order.payBaseUnits, quoted);
  if (impactBps !== null && impactBps > IMPACT_BPS_MAX) {
    return refuse({ code: "limit_exceeded", detail: "This order would move the price by more than 10 %. Order less at once." });
  }
  return accept({ path, quoted, minimum: minimumReceived(quoted, slippageBps), impactBps });
}
