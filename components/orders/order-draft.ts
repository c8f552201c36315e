// What a half-filled order form can already say. It only helps: the server judges everything again, and its sentences are the ones that count.
import type { OrderQuoteRequest, TradableDto } from "@/lib/contracts/orders";
import { SLIPPAGE_BPS_DEFAULT } from "@/lib/contracts/slippage";
import { formatAmount } from "@/lib/money/format-amount";
import { parseAmount } from "@/lib/money/parse-amount";

/** What is typed, as it is typed. Assets by their keys. */
export interface OrderDraft {
  readonly payKey: string;
  readonly receiveKey: string;
  readonly amount: string;
  /** Per cent, as text. */
  readonly slippage: string;
}

/** What a link may fill in: the names in its query, as they came. */
export interface Prefill {
  readonly network: string;
  readonly pay: string;
  readonly receive: string;
  readonly amount: string;
  readonly signal: string;
}

/** One key for one asset on one network; the bare symbol where that is enough. */
export function keyOfTradable(asset: TradableDto, all: readonly TradableDto[]): string {
  const isAlone = all.filter((other) => other.asset === asset.asset).length === 1;
  return isAlone ? asset.asset : `${asset.asset}@${asset.network}`;
}

/** The form as it opens: filled from the link as far as it names something that exists. */
export function draftOf(prefill: Prefill, assets: readonly TradableDto[]): OrderDraft {
  const keyOf = (name: string): string => {
    const found = assets.find(({ asset, network }) => asset === name && (prefill.network === "" || network === prefill.network));
    return found === undefined ? "" : keyOfTradable(found, assets);
  };
  return {
    payKey: keyOf(prefill.pay),
    receiveKey: keyOf(prefill.receive),
    amount: prefill.amount,
    slippage: formatAmount(BigInt(SLIPPAGE_BPS_DEFAULT), 2),
  };
}

/** Whether a link filled something in. */
export const isFilled = ({ pay, receive, amount }: Prefill): boolean => pay !== "" || receive !== "" || amount !== "";

const SLIPPAGE_BPS_MAX = 500n;

/** Per cent as hundredths of one, or null when it is no number from 0.01 to 5. */
export function slippageBpsOf(text: string): number | null {
  const parsed = parseAmount(text.trim(), 2);
  return parsed.ok && parsed.value >= 1n && parsed.value <= SLIPPAGE_BPS_MAX ? Number.parseInt(parsed.value.toString(), 10) : null;
}

/** Whether the amount reads and is more than there is. */
export function isTooMuch(pay: TradableDto | undefined, amount: string): boolean {
  if (pay === undefined) return false;
  const [wanted, available] = [amount.trim(), pay.available].map((text) => parseAmount(text, pay.decimals));
  return wanted?.ok === true && available?.ok === true && wanted.value > available.value;
}

/** What would be left of `pay`; null while nothing can be said. */
export function remainsOf(pay: TradableDto, amount: string): string | null {
  const [wanted, available] = [amount.trim(), pay.available].map((text) => parseAmount(text, pay.decimals));
  if (wanted?.ok !== true || available?.ok !== true || wanted.value === 0n || wanted.value > available.value) return null;
  return formatAmount(available.value - wanted.value, pay.decimals);
}

/** What the exchange can be asked about this draft, or null while it is not a whole order. */
export function requestOf(draft: OrderDraft, pay: TradableDto | undefined, receive: TradableDto | undefined): OrderQuoteRequest | null {
  const slippageBps = slippageBpsOf(draft.slippage);
  if (pay === undefined || receive === undefined || slippageBps === null) return null;
  if (pay.network !== receive.network || pay.asset === receive.asset) return null;
  const amount = parseAmount(draft.amount.trim(), pay.decimals);
  if (!amount.ok || amount.value === 0n) return null;
  return { network: pay.network, payAsset: pay.asset, receiveAsset: receive.asset, payAmount: draft.amount.trim(), slippageBps };
}
