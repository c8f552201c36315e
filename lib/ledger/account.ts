// Accounts of the double entry: what a trader has with us, and the house's other side of it.

/** The two sides of an entry. */
export type Side = "debit" | "credit";

/** A trader's money that is free to use, and money that a withdrawal in progress keeps apart. */
export type TraderAccountKind = "available" | "held";

/** What the house holds for all traders (custody), and what it has earned (fees). */
export type HouseAccountKind = "custody" | "fees";

export type AccountKind = TraderAccountKind | HouseAccountKind;

/** One balance: a kind, its owner, an asset on a network. House accounts have no trader. */
export type Account = (
  { readonly kind: TraderAccountKind; readonly trader: string } | { readonly kind: HouseAccountKind; readonly trader: null }
) & { readonly asset: string; readonly network: string };

/** The side that raises an account's balance. Custody is what we hold; the others are what we owe or have earned. */
export const normalSide = (kind: AccountKind): Side => (kind === "custody" ? "debit" : "credit");

/** A text that two accounts share exactly when they are the same account; its order is the order in which accounts are locked. */
export const accountKey = (account: Account): string => JSON.stringify([account.trader, account.kind, account.asset, account.network]);
