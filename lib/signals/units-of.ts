// Texts of a rule as whole numbers. Their form was judged when the rule was written; a text that is no amount now is a bug.
import { invariant } from "@/lib/ground/invariant";
import { parseAmount } from "@/lib/money/parse-amount";

/** The decimals of prices in the index. */
export const PRICE_DECIMALS = 18;
/** Per cent with two decimals: basis points. */
export const PERCENT_DECIMALS = 2;

/** The units of a decimal text that was judged before. */
export function unitsOf(text: string, decimals: number): bigint {
  const parsed = parseAmount(text, decimals);
  invariant(parsed.ok, "an amount of a stored rule is an amount");
  return parsed.value;
}
