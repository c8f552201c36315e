// What the order routes take and answer. Amounts for people are exact decimal texts; amounts in terms are base units in decimal text.
import * as z from "zod";
import { SLIPPAGE_BPS_MAX, SLIPPAGE_BPS_MIN } from "@/lib/orders/minimum-received";
import type { OrderFailure, OrderState, OrderWait } from "@/lib/orders/order-state";
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Proof } from "@/lib/policy/purpose";
import { isPlainText } from "@/lib/withdrawals/plain-text";

export type { OrderFailure, OrderState, OrderWait } from "@/lib/orders/order-state";

const name = z.string().min(1).max(40);

/** `POST /api/orders/quote`. The amount is judged by the money rules, so that each fault has its own sentence. */
export const ORDER_QUOTE_REQUEST = z.strictObject({
  network: name,
  payAsset: name,
  receiveAsset: name,
  payAmount: z.string().max(200),
  slippageBps: z.number().int().min(SLIPPAGE_BPS_MIN).max(SLIPPAGE_BPS_MAX),
});
export type OrderQuoteRequest = z.infer<typeof ORDER_QUOTE_REQUEST>;

/** `POST /api/orders`. No price is taken from the browser; the server asks the exchange again. */
export const ORDER_REQUEST = ORDER_QUOTE_REQUEST.extend({ signalId: z.string().min(1).max(60).refine(isPlainText).nullish() });
export type OrderRequest = z.infer<typeof ORDER_REQUEST>;

/** What the exchange offers now. Decimal texts. */
export interface OrderQuoteDto {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly receiveAmount: string;
  readonly receiveAmountMin: string;
  /** What one whole unit of the paid asset brings, rounded down to the received asset's decimals. */
  readonly rate: string;
  readonly slippageBps: number;
  /** How far the order itself moves the price, in hundredths of a per cent; null when the pools do not say. */
  readonly priceImpactBps: number | null;
  /** The assets that the money goes through, by symbol where we know one. */
  readonly route: readonly string[];
}

/** One order as its trader sees it. Times are RFC 3339, UTC. */
export interface OrderDto {
  readonly id: string;
  readonly state: OrderState;
  readonly terms: OrderTerms;
  readonly termsHash: string;
  /** Decimal texts of the terms' amounts. */
  readonly payAmount: string;
  readonly quotedAmount: string;
  readonly receiveAmountMin: string;
  /** What came in; null until it is settled. */
  readonly receivedAmount: string | null;
  /** What the trade was worth, in US dollars; null when nobody knows. */
  readonly usdValue: string | null;
  readonly proof: Proof | null;
  /** Oldest first. */
  readonly timeline: readonly { readonly at: string; readonly state: OrderState }[];
  readonly waits: OrderWait | null;
  readonly confirmations: { readonly seen: number; readonly needed: number } | null;
  readonly txHash: string | null;
  readonly failure: OrderFailure | null;
  readonly canCancel: boolean;
}

/** `GET /api/orders?cursor=`, newest first. */
export interface OrderListDto {
  readonly orders: readonly OrderDto[];
  readonly nextCursor: string | null;
}

/** What the form of a new order needs to know of one asset. Decimal texts. */
export interface TradableDto {
  readonly asset: string;
  readonly network: string;
  readonly networkLabel: string;
  readonly decimals: number;
  readonly available: string;
  /** What each proof may pay in one order. */
  readonly caps: Readonly<Record<Proof, string>>;
}

/** `GET /api/orders/options`. Any two assets of one network are a pair; whether it has a market the quote says. */
export interface OrderOptionsDto {
  readonly assets: readonly TradableDto[];
  readonly pairs: readonly { readonly network: string; readonly pay: string; readonly receive: string }[];
}
