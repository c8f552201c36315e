// The one way out for an amount: exact, and readable by parseAmount again. Grouping and rounding for the eye happen on screens.

/**
 * Writes base units as a decimal text without trailing zeros: 12500500000 with 6 decimals is "12500.5". Exact for every bigint;
 * a loss is written with a leading minus.
 */
export function formatAmount(baseUnits: bigint, decimals: number): string {
  const digits = (baseUnits < 0n ? -baseUnits : baseUnits).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${baseUnits < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
