// The order of two decimal texts, so that screens can sort exact figures without making floats of them.

const FORM = /^-?\d+(?:\.\d+)?$/;

/** Below zero when `left` is the smaller, above zero when it is the larger, zero when both are the same number. Texts that are no numbers are equal. */
export function compareDecimals(left: string, right: string): number {
  if (!FORM.test(left) || !FORM.test(right)) return 0;
  const decimals = Math.max(decimalsOf(left), decimalsOf(right));
  const difference = unitsOf(left, decimals) - unitsOf(right, decimals);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;

const unitsOf = (text: string, decimals: number): bigint => {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(decimals, "0"));
  return text.startsWith("-") ? -units : units;
};
