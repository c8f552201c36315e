import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BASE_UNITS_LIMIT } from "@/lib/money/base-units";
import { divideRounded } from "@/lib/money/divide-rounded";
import { formatAmount } from "@/lib/money/format-amount";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";
import { parseAmount } from "@/lib/money/parse-amount";
import { shareOfTotalBasisPoints } from "@/lib/money/share-of-total";

const anyBaseUnits = fc.bigInt({ min: 0n, max: BASE_UNITS_LIMIT - 1n });
const anyDecimals = fc.integer({ min: 0, max: 36 });

describe("parseAmount", () => {
  it("reads back exactly what formatAmount wrote, for every amount and scale", () => {
    fc.assert(
      fc.property(anyBaseUnits, anyDecimals, (units, decimals) => {
        expect(parseAmount(formatAmount(units, decimals), decimals)).toEqual({ ok: true, value: units });
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["0", 18, 0n],
    ["0.0", 1, 0n],
    ["1", 0, 1n],
    ["12500.50", 6, 12_500_500_000n],
    ["0.000000000000000001", 18, 1n],
    ["9".repeat(78), 0, BASE_UNITS_LIMIT - 1n],
    [`${"9".repeat(60)}.${"9".repeat(18)}`, 18, BASE_UNITS_LIMIT - 1n],
  ])("accepts %s with %i decimals", (text, decimals, expected) => {
    expect(parseAmount(text, decimals)).toEqual({ ok: true, value: expected });
  });

  it.each([
    [1, "not_a_string"],
    [1n, "not_a_string"],
    [null, "not_a_string"],
    [undefined, "not_a_string"],
    [["1"], "not_a_string"],
    [{ toString: () => "1" }, "not_a_string"],
    ["-1", "negative"],
    ["-0", "negative"],
    ["-.5", "negative"],
    ["1e3", "exponent"],
    ["1E-3", "exponent"],
    ["1.5e+3", "exponent"],
    ["", "not_decimal"],
    [" 1", "not_decimal"],
    ["1 ", "not_decimal"],
    ["1\n", "not_decimal"],
    ["+1", "not_decimal"],
    [".5", "not_decimal"],
    ["5.", "not_decimal"],
    ["1.2.3", "not_decimal"],
    ["1,000", "not_decimal"],
    ["1_000", "not_decimal"],
    ["007", "not_decimal"],
    ["0x10", "not_decimal"],
    ["NaN", "not_decimal"],
    ["Infinity", "not_decimal"],
    ["١", "not_decimal"],
    ["１", "not_decimal"],
    ["−1", "not_decimal"],
    ["1.0000000", "too_many_decimals"],
    ["0.0000001", "too_many_decimals"],
    ["9".repeat(73), "too_many_digits"],
    [`1${"0".repeat(72)}`, "too_many_digits"],
    ["1".repeat(200_000), "too_many_digits"],
  ])("refuses %o as %s", (text, fault) => {
    expect(parseAmount(text, 6)).toEqual({ ok: false, refusal: fault });
  });

  it("never throws and never accepts what is not one plain decimal number", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.eE ,]{0,20}$/)), (text) => {
        const result = parseAmount(text, 6);
        if (result.ok) expect(text).toMatch(/^\d+(\.\d{1,6})?$/);
      }),
    );
  });
});

describe("formatAmount", () => {
  it.each([
    [0n, 18, "0"],
    [1n, 18, "0.000000000000000001"],
    [12_500_500_000n, 6, "12500.5"],
    [35_000_000n, 8, "0.35"],
    [120n, 0, "120"],
    [-150n, 2, "-1.5"],
  ])("writes %s with %i decimals as %s", (units, decimals, text) => {
    expect(formatAmount(units, decimals)).toBe(text);
  });
});

describe("divideRounded", () => {
  it.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [6n, 4n, 2n],
    [10n, 4n, 2n],
    [11n, 4n, 3n],
    [9n, 4n, 2n],
  ])("rounds %s / %s half to even as %s", (dividend, divisor, expected) => {
    expect(divideRounded(dividend, divisor, "half_even")).toBe(expected);
  });

  it("drops the fraction when rounding down, and stays within half a unit when rounding half to even", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 40n }), (dividend, divisor) => {
        expect(divideRounded(dividend, divisor, "down")).toBe(dividend / divisor);
        const error = divideRounded(dividend, divisor, "half_even") * divisor - dividend;
        expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(divisor);
      }),
    );
  });

  it("refuses to divide by zero or less", () => {
    expect(() => divideRounded(1n, 0n, "down")).toThrow("Invariant");
    expect(() => divideRounded(1n, -1n, "down")).toThrow("Invariant");
  });
});

describe("multiplyByPrice", () => {
  it("values 2 ETH at 3,250.12 exactly", () => {
    const value = multiplyByPrice({ units: 2n * 10n ** 18n, decimals: 18 }, { units: 325_012_000_000n, decimals: 8 }, 8, "half_even");
    expect(formatAmount(value, 8)).toBe("6500.24");
  });

  it("scales up without loss when the result has more decimals than its factors", () => {
    expect(multiplyByPrice({ units: 3n, decimals: 0 }, { units: 15n, decimals: 1 }, 8, "down")).toBe(450_000_000n);
  });

  it("is exact where a float is not: 2^256 wei at one dollar", () => {
    const units = 2n ** 256n - 1n;
    expect(multiplyByPrice({ units, decimals: 18 }, { units: 10n ** 8n, decimals: 8 }, 18, "down")).toBe(units);
  });
});

describe("shareOfTotalBasisPoints", () => {
  it.each([
    ["1", "4", 2500],
    ["0.5", "2", 2500],
    ["0", "2", 0],
    ["2", "2.00", 10_000],
    ["1", "3", 3333],
  ])("says %s of %s is %i basis points", (value, total, expected) => {
    expect(shareOfTotalBasisPoints(value, total)).toBe(expected);
  });

  it.each([
    ["1", "0"],
    ["1", "x"],
    ["-1", "2"],
    ["3", "2"],
  ])("has no share to show for %s of %s", (value, total) => {
    expect(shareOfTotalBasisPoints(value, total)).toBeNull();
  });
});
