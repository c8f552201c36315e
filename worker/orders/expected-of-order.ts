// Where the money of an order's swap must arrive, for whoever reads its receipt.
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Hex } from "../chain";
import { pathOfOrder } from "./calls-of-order";
import type { Expected } from "./judge-swap";

/** What to look for in the receipt of this order's swap, sent by `custody`. */
export function expectedOf(terms: Pick<OrderTerms, "path" | "router" | "receiveContract">, custody: Hex): Expected {
  const lower = (text: string): Hex => text.toLowerCase() as Hex;
  return {
    custody: lower(custody),
    router: lower(terms.router),
    receiveContract: terms.receiveContract === null ? null : lower(terms.receiveContract),
    lastToken: pathOfOrder(terms).at(-1) ?? "0x",
  };
}
