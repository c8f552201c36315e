// What to make of a signed swap, given what the chain says of it. Pure, so that every turn a chain can take is tried in a test.
import type { Hex, Receipt } from "../chain";
import type { Place } from "../judge-inclusion";

/** Where to look for what came in. Addresses in lower case. */
export interface Expected {
  readonly custody: Hex;
  readonly router: Hex;
  /** Null for the chain's own coin. */
  readonly receiveContract: Hex | null;
  /** The last token of the path: the wrapped coin where the coin itself is received. */
  readonly lastToken: Hex;
}

/**
 * What came in, in base units. Of a token it is what the token's own log says moved to custody, less what moved away. Of the chain's own coin it is
 * what the router unwrapped, which it hands on whole: custody's balance would not do, because gas and other transactions move it too.
 */
export function receivedBy(receipt: Receipt, { custody, router, receiveContract, lastToken }: Expected): bigint {
  if (receiveContract === null) {
    const unwrapped = receipt.unwraps.filter(({ contract, owner }) => contract === lastToken && owner === router);
    return unwrapped.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n);
  }
  return receipt.tokenMoves
    .filter(({ contract }) => contract === receiveContract)
    .reduce(
      (sum, { from, to, amountBaseUnits }) => sum + (to === custody ? amountBaseUnits : 0n) - (from === custody ? amountBaseUnits : 0n),
      0n,
    );
}

/** `otherwise`: mined as a success that brought less than the minimum; nobody may guess what that means. */
export type SwapEnding =
  { readonly ending: "not_yet" | "reverted" | "otherwise" } | { readonly ending: "swapped"; readonly receivedBaseUnits: bigint };

/** How a swap has ended, once its place is deep enough. A revert, too, counts only then: another branch could still carry it out. */
export function judgeSwap(receipt: Receipt | null, place: Place, needed: number, expected: Expected, minimum: bigint): SwapEnding {
  if (receipt === null || place.confirmations < needed) return { ending: "not_yet" };
  if (!receipt.isSuccess) return { ending: "reverted" };
  const receivedBaseUnits = receivedBy(receipt, expected);
  return receivedBaseUnits >= minimum && receivedBaseUnits > 0n ? { ending: "swapped", receivedBaseUnits } : { ending: "otherwise" };
}
