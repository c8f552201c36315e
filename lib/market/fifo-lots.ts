// First in, first out: what was acquired first is given up first. Costs are split so that every unit of money ends up in exactly one place.
import { invariant } from "@/lib/ground/invariant";
import { shareOf } from "./share-of";

/** What is left of one acquisition: an amount in base units above zero, and its cost in units of money. */
export interface Lot {
  readonly amountLeft: bigint;
  readonly costLeft: bigint;
  readonly openedAtSeconds: number;
}

/** What a disposal took out of the lots. */
export interface FifoDisposal<L extends Lot> {
  /** The lots that remain, oldest first; at most the first of them is changed. */
  readonly rest: readonly L[];
  /** The part of the disposal for which lots were there; less than what was asked when they ran out. */
  readonly matched: bigint;
  /** What the matched part had cost. */
  readonly cost: bigint;
  /** Seconds between acquisition and disposal, weighted by amount, rounded down; 0 when nothing matched. */
  readonly heldSeconds: number;
}

/**
 * Gives up `amount` base units (0 or more) of `lots`, which stand oldest first. A lot that is used in part gives up cost in proportion, rounded
 * down; its last unit takes the rest, so that the cost of all parts is the cost of the lot.
 */
export function disposeFifo<L extends Lot>(lots: readonly L[], amount: bigint, atSeconds: number): FifoDisposal<L> {
  invariant(amount >= 0n, "nobody gives up less than nothing");
  let [open, cost, weight, used] = [amount, 0n, 0n, 0];
  let partial: L | null = null;
  for (const lot of lots) {
    if (open === 0n) break;
    const take = open < lot.amountLeft ? open : lot.amountLeft;
    const part = shareOf(lot.costLeft, take, lot.amountLeft);
    cost += part;
    weight += take * BigInt(Math.max(0, atSeconds - lot.openedAtSeconds));
    open -= take;
    used += 1;
    if (take < lot.amountLeft) partial = { ...lot, amountLeft: lot.amountLeft - take, costLeft: lot.costLeft - part };
  }
  const matched = amount - open;
  const untouched = lots.slice(used);
  return {
    rest: partial === null ? untouched : [partial, ...untouched],
    matched,
    cost,
    heldSeconds: matched === 0n ? 0 : Number(weight / matched),
  };
}
