// What a trade cost per unit, in the one scale of all prices of the index.
import { BASE_UNITS_LIMIT } from "@/lib/money/base-units";
import { divideRounded } from "@/lib/money/divide-rounded";
import type { Scaled } from "@/lib/money/multiply-by-price";

/** The decimals of every price of the index: quote per whole base, and US dollars per whole token. */
export const INDEX_PRICE_DECIMALS = 18;

/**
 * Quote per whole base with INDEX_PRICE_DECIMALS decimals, rounded half to even. `base.units` must be above zero. Tokens of absurd scales can
 * pass what an amount may be; such a price stops at the largest one.
 */
export function executionPrice(base: Scaled, quote: Scaled): bigint {
  const dividend = quote.units * 10n ** BigInt(INDEX_PRICE_DECIMALS + base.decimals);
  const price = divideRounded(dividend, base.units * 10n ** BigInt(quote.decimals), "half_even");
  return price < BASE_UNITS_LIMIT ? price : BASE_UNITS_LIMIT - 1n;
}
