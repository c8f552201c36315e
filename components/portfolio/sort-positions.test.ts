import { describe, expect, it } from "vitest";
import type { PositionDto } from "@/lib/contracts/portfolio";
import { compareDecimals } from "@/lib/money/compare-decimals";
import { POSITION_SORTS, readPositionOrder, sortPositions, writePositionOrder } from "./sort-positions";

const position = (asset: string, figures: Partial<PositionDto>): PositionDto => ({
  ...{ asset, network: "n", amount: "1", held: "0", price: "1", value: "1", costBasis: "1", unrealisedPnl: "0", realisedPnl: "0" },
  ...{ fees: { amount: "0", value: "0" }, shareBps: 1, ...figures },
});
const all = [
  position("ETH", { value: "6500.24", unrealisedPnl: "-3" }),
  position("USDC", { value: "12499.2", unrealisedPnl: "-1.25" }),
  position("XYZ", { value: null, unrealisedPnl: null }),
  position("BTC", { value: "900", unrealisedPnl: "9" }),
];
const namesBy = (text: string | null): string =>
  sortPositions(all, readPositionOrder(text))
    .map(({ asset }) => asset)
    .join(" ");

describe("the order of positions", () => {
  it.each([
    [null, "USDC ETH BTC XYZ"],
    ["value", "USDC ETH BTC XYZ"],
    ["-value", "BTC ETH USDC XYZ"],
    ["pnl", "BTC USDC ETH XYZ"],
    ["-pnl", "ETH USDC BTC XYZ"],
    ["asset", "BTC ETH USDC XYZ"],
    ["-asset", "XYZ USDC ETH BTC"],
    ["amount", "ETH USDC XYZ BTC"],
    ["toString", "USDC ETH BTC XYZ"],
    ["--value", "USDC ETH BTC XYZ"],
  ])("%s: the largest figure first, what has none last", (text, names) => {
    expect(namesBy(text)).toBe(names);
  });

  it("is read as it was written", () => {
    for (const sort of POSITION_SORTS)
      for (const isReversed of [true, false])
        expect(readPositionOrder(writePositionOrder({ sort, isReversed }))).toEqual({ sort, isReversed });
  });
});

describe("compareDecimals", () => {
  it.each([
    ["1", "2", -1],
    ["10", "9", 1],
    ["1.50", "1.5", 0],
    ["-1", "0.1", -1],
    ["-2", "-1.5", -1],
    ["0.30000000000000004", "0.3", 1],
    ["12500500000000000000000.1", "12500500000000000000000.2", -1],
    ["-0.05", "0.04", -1],
    ["no number", "1", 0],
  ])("%s against %s", (left, right, sign) => {
    expect(compareDecimals(left, right)).toBe(sign);
    expect(compareDecimals(right, left)).toBe(sign === 0 ? 0 : -sign);
  });
});
