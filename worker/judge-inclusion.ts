// What to make of a signed payment, given what the chain says of it. Pure, so that every turn a chain can take is tried in a test.
import type { Hex, Payment, Receipt } from "./chain";

/** What is noted of a payment's place in the chain. */
export interface Place {
  readonly blockNumber: bigint | null;
  readonly blockHash: Hex | null;
  readonly confirmations: number;
}

/** In no block, as far as is known. */
export const NOWHERE: Place = { blockNumber: null, blockHash: null, confirmations: 0 };

/**
 * The place of a payment: a receipt counts only while its block is the one that the chain has at that height. The payment's own block is
 * the first confirmation. A head that is behind the receipt (two nodes behind one address) counts as one confirmation.
 */
export function judgePlace(receipt: Receipt | null, canonicalHash: Hex | null, headNumber: bigint): Place {
  if (receipt === null || canonicalHash !== receipt.blockHash) return NOWHERE;
  const { blockNumber, blockHash } = receipt;
  const depth = headNumber - blockNumber + 1n;
  return { blockNumber, blockHash, confirmations: depth < 1n ? 1 : Number(depth) };
}

/** `paid_otherwise`: mined as a success without the movement that was signed; nobody may guess what that means. */
export type Ending = "not_yet" | "paid" | "reverted" | "paid_otherwise";

/** How a payment has ended, once its place is deep enough. A revert, too, counts only then: another branch could still carry it out. */
export function judgeEnding(receipt: Receipt | null, place: Place, needed: number, sender: Hex, payment: Payment): Ending {
  if (receipt === null || place.confirmations < needed) return "not_yet";
  if (!receipt.isSuccess) return "reverted";
  const { contract, to, amountBaseUnits } = payment;
  if (contract === null) return "paid";
  const moved = receipt.tokenMoves.some(
    (move) =>
      move.contract === contract.toLowerCase() &&
      move.from === sender.toLowerCase() &&
      move.to === to.toLowerCase() &&
      move.amountBaseUnits === amountBaseUnits,
  );
  return moved ? "paid" : "paid_otherwise";
}
