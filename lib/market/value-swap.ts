// What a swap was worth in US dollars when it happened.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";
import { INDEX_PRICE_DECIMALS } from "./execution-price";
import { ONE_USD_E18, type PricedToken } from "./price-paths";

/** One side of a swap, in base units of its token. */
export interface SwapSide {
  readonly token: PricedToken;
  readonly baseUnits: bigint;
}

/** A value from here on is nonsense, and counts as none: 10^32 dollars. */
const SWAP_USD_LIMIT = 10n ** 40n;

/**
 * US dollars with USD_DECIMALS decimals, rounded half to even: by the side that is a USD anchor (of two, the quote), else by the quote at
 * `priceOf`, else by the base, else null. `priceOf` answers with prices from before the swap, INDEX_PRICE_DECIMALS decimals.
 */
export function valueSwap(base: SwapSide, quote: SwapSide, priceOf: (token: PricedToken) => bigint | null): bigint | null {
  if (quote.token.isUsdAnchor) return valueOf(quote, ONE_USD_E18);
  if (base.token.isUsdAnchor) return valueOf(base, ONE_USD_E18);
  return valueOf(quote, priceOf(quote.token)) ?? valueOf(base, priceOf(base.token));
}

function valueOf(side: SwapSide, usdE18: bigint | null): bigint | null {
  if (usdE18 === null) return null;
  const amount = { units: side.baseUnits, decimals: side.token.decimals };
  const value = multiplyByPrice(amount, { units: usdE18, decimals: INDEX_PRICE_DECIMALS }, USD_DECIMALS, "half_even");
  return value < SWAP_USD_LIMIT ? value : null;
}
