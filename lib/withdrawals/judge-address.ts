// Where an address of the list stands at an instant, and which other address it could be mistaken for.

/** `awaiting_approval` needs a grant; `cooling_off` is on the list and not usable yet; `expired` was never approved. */
export type AddressState = "awaiting_approval" | "cooling_off" | "usable" | "expired";

/** Seconds since the Unix epoch; `usableAtSeconds` is null until the address is approved. */
export interface AddressTimes {
  readonly expiresAtSeconds: number;
  readonly usableAtSeconds: number | null;
}

/** The state at `nowSeconds`: usable from `usableAtSeconds` on, over from `expiresAtSeconds` on. */
export function addressStateAt(row: AddressTimes, nowSeconds: number): AddressState {
  if (row.usableAtSeconds !== null) return nowSeconds >= row.usableAtSeconds ? "usable" : "cooling_off";
  return nowSeconds >= row.expiresAtSeconds ? "expired" : "awaiting_approval";
}

/** Hex characters that people compare at each end, and that thieves therefore make alike. */
const ENDS = 4;

const outerParts = (address: string): string => {
  const hex = address.slice(2).toLowerCase();
  return `${hex.slice(0, ENDS)}…${hex.slice(-ENDS)}`;
};

/** Whether two addresses begin and end alike and are different. Upper and lower case are one address. */
export const looksAlike = (one: string, other: string): boolean =>
  one.toLowerCase() !== other.toLowerCase() && outerParts(one) === outerParts(other);
