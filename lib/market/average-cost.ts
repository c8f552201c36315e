// Cost basis by average cost: every unit of an asset cost the same, namely all that was paid over all that was acquired.
import { divideRounded } from "@/lib/money/divide-rounded";

/** Everything a trader ever acquired of one asset; `costUsdUnits` is null when any acquisition came without a cost. */
export interface Acquired {
  readonly amountBaseUnits: bigint;
  readonly costUsdUnits: bigint | null;
}

/**
 * What the `amountBaseUnits` still owned did cost, in US dollars with USD_DECIMALS decimals, rounded half to even.
 * Null when a cost is unknown or more is owned than was acquired, because a part of the truth would look like the whole.
 */
export function averageCost(amountBaseUnits: bigint, acquired: Acquired): bigint | null {
  if (acquired.costUsdUnits === null || acquired.amountBaseUnits <= 0n || amountBaseUnits > acquired.amountBaseUnits) return null;
  return divideRounded(acquired.costUsdUnits * amountBaseUnits, acquired.amountBaseUnits, "half_even");
}
