// Division is the only place where money can lose a fraction, so whoever divides says what happens to it.
import { invariant } from "@/lib/ground/invariant";

/** `down` goes towards zero; `half_even` to the nearest, ties to the even neighbour, so that many roundings do not drift (IEEE 754 §4.3.1). */
export type Rounding = "down" | "half_even";

/** Divides whole numbers and rounds by the named rule; the divisor must be above zero. */
export function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  invariant(divisor > 0n, "money is divided by a positive number");
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  if (rounding === "down" || remainder === 0n) return quotient;
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  const isAwayFromZero = twice > divisor || (twice === divisor && quotient % 2n !== 0n);
  return isAwayFromZero ? quotient + (dividend < 0n ? -1n : 1n) : quotient;
}
