// The order of the positions table, kept in the page's address so that it survives reloading and works without script.
import type { PositionDto } from "@/lib/contracts/portfolio";
import { compareDecimals } from "@/lib/money/compare-decimals";

export const POSITION_SORTS = ["asset", "amount", "price", "value", "cost", "pnl"] as const;
export type PositionSort = (typeof POSITION_SORTS)[number];

/** By what, and whether the other way round. Figures start with the largest, names with A. */
export interface PositionOrder {
  readonly sort: PositionSort;
  readonly isReversed: boolean;
}

/** Reads `value` or `-value`; everything else is the usual order. */
export function readPositionOrder(text: string | null): PositionOrder {
  const isReversed = text?.startsWith("-") === true;
  const sort = POSITION_SORTS.find((one) => one === (isReversed ? text.slice(1) : text));
  return sort === undefined ? { sort: "value", isReversed: false } : { sort, isReversed };
}

/** The order as it stands in the address. */
export const writePositionOrder = ({ sort, isReversed }: PositionOrder): string => `${isReversed ? "-" : ""}${sort}`;

/** Sorts; what has no figure comes last either way, and equals keep the order in which the portfolio lists them. */
export function sortPositions(positions: readonly PositionDto[], { sort, isReversed }: PositionOrder): readonly PositionDto[] {
  const direction = isReversed ? -1 : 1;
  if (sort === "asset") return [...positions].sort((one, other) => direction * (nameOf(one) < nameOf(other) ? -1 : 1));
  return [...positions].sort((one, other) => {
    const [left, right] = [figureOf(one, sort), figureOf(other, sort)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return direction * compareDecimals(right, left);
  });
}

const nameOf = ({ asset, network }: PositionDto): string => `${asset} ${network}`;

function figureOf(position: PositionDto, sort: Exclude<PositionSort, "asset">): string | null {
  const { amount, price, value, costBasis, unrealisedPnl } = position;
  return { amount, price, value, cost: costBasis, pnl: unrealisedPnl }[sort];
}
