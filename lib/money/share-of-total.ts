// What part of a whole a value is, for allocation bars. Takes the decimal texts that the API speaks, so that screens never make floats.

const FORM = /^\d+(?:\.\d+)?$/;

/**
 * The share of `value` in `total` in basis points (hundredths of a percent), 0 to 10000, rounded down.
 * Null when the total is zero or either text is not a decimal number, because then there is no share to show.
 */
export function shareOfTotalBasisPoints(value: string, total: string): number | null {
  if (!FORM.test(value) || !FORM.test(total)) return null;
  const decimals = Math.max(decimalsOf(value), decimalsOf(total));
  const whole = toUnits(total, decimals);
  const part = toUnits(value, decimals);
  return whole === 0n || part > whole ? null : Number.parseInt(((part * 10_000n) / whole).toString(), 10);
}

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;

const toUnits = (text: string, decimals: number): bigint => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0"));
};
