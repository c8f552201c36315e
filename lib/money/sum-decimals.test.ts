import { describe, expect, it } from "vitest";
import { sumDecimals } from "./sum-decimals";

describe("sumDecimals", () => {
  it.each([
    ["1", "2", "3"],
    ["0.1", "0.2", "0.3"],
    ["0", "0", "0"],
    ["99.99", "0.01", "100"],
    ["12500500000000000000000.00000001", "1", "12500500000000000000001.00000001"],
    ["0.00000001", "0.00000002", "0.00000003"],
  ])("%s and %s is %s", (one, other, sum) => {
    expect(sumDecimals(one, other)).toBe(sum);
    expect(sumDecimals(other, one)).toBe(sum);
  });
});
