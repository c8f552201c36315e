// The one way in for an amount that a person or a client wrote.
import { type Result, accept, refuse } from "@/lib/ground/result";
import { AMOUNT_DIGITS_MAX, BASE_UNITS_LIMIT } from "@/lib/money/base-units";

/** Why a text is not an amount. */
export type AmountFault = "not_a_string" | "negative" | "exponent" | "not_decimal" | "too_many_decimals" | "too_many_digits";

// No sign, no grouping, no exponent, no bare dot, no leading zeros: one number has one way of being written, apart from trailing zeros.
const FORM = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const NEGATIVE = /^-[0-9.]/;
const EXPONENT = /^[0-9.]+e[+-]?[0-9]+$/i;

/**
 * Reads a decimal text such as "12500.50" into base units of `decimals` decimals. Zero is an amount; whoever needs more than zero asks for it.
 * Refuses rather than rounds: more decimals than the asset has are `too_many_decimals` even when they are zeros.
 */
export function parseAmount(text: unknown, decimals: number): Result<bigint, AmountFault> {
  if (typeof text !== "string") return refuse("not_a_string");
  // Two limits' worth of digits and a dot; longer input is not worth looking at.
  if (text.length > 2 * AMOUNT_DIGITS_MAX + 1) return refuse("too_many_digits");
  if (NEGATIVE.test(text)) return refuse("negative");
  if (EXPONENT.test(text)) return refuse("exponent");
  const match = FORM.exec(text);
  if (match === null) return refuse("not_decimal");
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > decimals) return refuse("too_many_decimals");
  const baseUnits = BigInt(whole + fraction.padEnd(decimals, "0"));
  return baseUnits < BASE_UNITS_LIMIT ? accept(baseUnits) : refuse("too_many_digits");
}
