// Amount times price, with every scale named: the place where other products turn wei into floats.
import { type Rounding, divideRounded } from "@/lib/money/divide-rounded";

/** A whole number with the count of its decimals: 325012 with 2 is 3250.12. */
export interface Scaled {
  readonly units: bigint;
  readonly decimals: number;
}

/** The value of `amount` at `price`, in units of `decimals` decimals; exact before the one rounding at the end. */
export function multiplyByPrice(amount: Scaled, price: Scaled, decimals: number, rounding: Rounding): bigint {
  const product = amount.units * price.units;
  const surplus = amount.decimals + price.decimals - decimals;
  return surplus >= 0 ? divideRounded(product, 10n ** BigInt(surplus), rounding) : product * 10n ** BigInt(-surplus);
}
