import { describe, expect, test } from "vitest";
import { readAmount, readingLocale, readMoney, readPrice } from "./reading";

describe("figures for the eye", () => {
  test("eighteen decimals survive, which a float would lose", () => {
    expect(readAmount("1234567.123456789012345678", "en-US")).toBe("1,234,567.123456789012345678");
  });

  test("more decimals than a formatter keeps are shown ungrouped, never rounded", () => {
    const exact = `1234.${"0".repeat(20)}9`;
    expect(readAmount(exact, "en-US")).toBe(exact);
    expect(readAmount("1".repeat(30), "en-US")).toContain(",");
  });

  test("money has its currency's decimals and says when it is negative", () => {
    expect(readMoney("12500.5", "USD", "en-US")).toBe("$12,500.50");
    expect(readMoney("-3.1", "USD", "en-US")).toBe("-$3.10");
    expect(readMoney("0", "USD", "en-US")).toBe("$0.00");
  });

  test("a price is not rounded to cents", () => {
    expect(readPrice("0.9998", "USD", "en-US")).toBe("$0.9998");
    expect(readPrice("97305.2", "USD", "en-US")).toBe("$97,305.20");
  });

  test("a reader's own language groups the digits", () => {
    expect(readAmount("12500.5", "de-DE")).toBe("12.500,5");
  });

  test("what is no number is shown as it is, never as NaN", () => {
    expect(readAmount("1e9", "en-US")).toBe("1e9");
    expect(readMoney("abc", "USD", "en-US")).toBe("abc");
  });
});

describe("whose locale", () => {
  test.each([
    ["de-DE,de;q=0.9,en;q=0.8", "de-DE"],
    ["en-US", "en-US"],
    ["*", "en-US"],
    [null, "en-US"],
    ["'; drop, fr;q=0.5", "fr"],
    ["x".repeat(9000), "en-US"],
  ])("%j reads as %s", (header, locale) => {
    expect(readingLocale(header)).toBe(locale);
  });
});
