// What a trade was worth in US dollars: proceeds of what was given and cost of what came. A dollar token says it best, then the price of what
// came, then the price of what was given; without any of them nobody knows, and nobody guesses.
import { divideRounded } from "@/lib/money/divide-rounded";

/** One side of a trade. */
export interface Leg {
  readonly amountBaseUnits: bigint;
  readonly decimals: number;
  /** Counted as exactly one US dollar. */
  readonly isUsdAnchor: boolean;
  /** US dollars per whole token with 18 decimals; null without a recent price. */
  readonly usdE18: bigint | null;
}

const E18 = 10n ** 18n;
// From 18 decimals of the price to the 8 of all dollar figures.
const SHRINK = 10n ** 10n;

/** US dollars with 8 decimals, to the nearest unit (ties to the even one); null when neither leg has a price. */
export function usdValueOf(paid: Leg | null, received: Leg | null): bigint | null {
  const legs = [received, paid].filter((leg) => leg !== null);
  const anchor = legs.find(({ isUsdAnchor }) => isUsdAnchor);
  if (anchor !== undefined) return valueAt(anchor, E18);
  const [priced] = legs.flatMap((leg) => (leg.usdE18 === null ? [] : [valueAt(leg, leg.usdE18)]));
  return priced ?? null;
}

const valueAt = ({ amountBaseUnits, decimals }: Leg, usdE18: bigint): bigint =>
  divideRounded(amountBaseUnits * usdE18, 10n ** BigInt(decimals) * SHRINK, "half_even");
