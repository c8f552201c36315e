// Orders of the signed-in trader, one function per call.
import type { OrderDto, OrderQuoteDto, OrderQuoteRequest, OrderRequest } from "@/lib/contracts/orders";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

const pathOf = (id: string) => `/api/orders/${encodeURIComponent(id)}` as const;

/** What the exchange offers now. The page asks by itself, again and again, so it never keeps a session alive. */
export async function quoteOrder(request: OrderQuoteRequest): Promise<OrderQuoteDto> {
  return (await fetchJson("/api/orders/quote", { method: "POST", body: request, headers: BACKGROUND })) as OrderQuoteDto;
}

/** Stores the terms of a new order, priced again by the server; nothing moves. The same key and request answer the same order again. */
export async function prepareOrder(request: OrderRequest, idempotencyKey: string): Promise<OrderDto> {
  const headers = { "idempotency-key": idempotencyKey };
  return (await fetchJson("/api/orders", { method: "POST", body: request, headers })) as OrderDto;
}

/** How an order stands now, asked by the page itself. */
export async function watchOrder(id: string): Promise<OrderDto> {
  return (await fetchJson(pathOf(id), { headers: BACKGROUND })) as OrderDto;
}

/** Uses the grant's proof up and has the order sent. */
export async function confirmOrder(id: string, grantId: string): Promise<OrderDto> {
  return (await fetchJson(`${pathOf(id)}/confirm`, { method: "POST", body: { grantId } })) as OrderDto;
}

/** Takes an order back before it is sent; what was held is available again. */
export async function cancelOrder(id: string): Promise<OrderDto> {
  return (await fetchJson(`${pathOf(id)}/cancel`, { method: "POST", body: {} })) as OrderDto;
}
