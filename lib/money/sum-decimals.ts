// The sum of two decimal texts, exactly.

/** Adds two decimal texts without signs, such as the API speaks; the sum has no trailing zeros. */
export function sumDecimals(one: string, other: string): string {
  const decimals = Math.max(decimalsOf(one), decimalsOf(other));
  const digits = (unitsOf(one, decimals) + unitsOf(other, decimals)).toString().padStart(decimals + 1, "0");
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${digits.slice(0, digits.length - decimals)}${decimals === 0 || fraction === "" ? "" : `.${fraction}`}`;
}

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;

const unitsOf = (text: string, decimals: number): bigint => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0"));
};
