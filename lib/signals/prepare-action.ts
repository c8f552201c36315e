// What a signal offers to do about itself: an order form that is filled in and that nobody has approved. The trader decides on that page.

/** An asset that the product holds for traders, as `holdfast.assets` lists it; the contract in lower case, null for a network's own coin. */
export interface HeldAsset {
  readonly asset: string;
  readonly contract: string | null;
}

/** What an action needs to know. `spend` is the amount of USDC that the trader set in the rule, a decimal text. */
export interface ActionFacts {
  readonly eventId: string;
  readonly network: string;
  /** The base token's address, in lower case. */
  readonly baseContract: string;
  readonly spend: string | null;
  readonly heldAssets: readonly HeldAsset[];
}

/** A link of our own, or why there is none. */
export type PreparedAction =
  | { readonly kind: "order"; readonly href: string; readonly pay: string; readonly receive: string; readonly amount: string }
  | { readonly kind: "none"; readonly because: "no_amount" | "base_not_held" | "usdc_not_held" | "base_is_usdc" };

const PAY = "USDC";

/** Buys the base of the signal's pair with USDC, where both are assets of that network. */
export function prepareAction({ eventId, network, baseContract, spend, heldAssets }: ActionFacts): PreparedAction {
  if (spend === null) return { kind: "none", because: "no_amount" };
  if (!heldAssets.some(({ asset, contract }) => asset === PAY && contract !== null)) return { kind: "none", because: "usdc_not_held" };
  const base = heldAssets.find(({ contract }) => contract === baseContract);
  if (base === undefined) return { kind: "none", because: "base_not_held" };
  if (base.asset === PAY) return { kind: "none", because: "base_is_usdc" };
  const terms = { network, pay: PAY, receive: base.asset, amount: spend, signal: eventId };
  const query = Object.entries(terms).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return { kind: "order", href: `/orders/new?${query.join("&")}`, pay: PAY, receive: base.asset, amount: spend };
}
