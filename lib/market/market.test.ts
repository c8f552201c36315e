import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageCost } from "./average-cost";
import { PRICE_SKEW_SECONDS, type PriceRound, judgePriceRound } from "./judge-price-round";
import { type Holding, valuePortfolio } from "./value-portfolio";

const NOW = 1_000_000;
const limits = { decimals: 8, nowSeconds: NOW, ageSecondsMax: 3_600 };
const round = (changes: Partial<PriceRound> = {}): PriceRound => ({
  roundId: 7n,
  answer: 325_012_000_000n,
  updatedAtSeconds: BigInt(NOW - 10),
  answeredInRound: 7n,
  decimals: 8,
  ...changes,
});

describe("judgePriceRound", () => {
  it.each<[string, Partial<PriceRound>]>([
    ["fresh", {}],
    ["exactly as old as allowed", { updatedAtSeconds: BigInt(NOW - 3_600) }],
    ["one second younger than allowed", { updatedAtSeconds: BigInt(NOW - 3_599) }],
    ["as far ahead as skew allows", { updatedAtSeconds: BigInt(NOW + PRICE_SKEW_SECONDS) }],
    ["the smallest price there is", { answer: 1n }],
    ["answered in a later round", { answeredInRound: 8n }],
  ])("accepts a price that is %s", (_name, changes) => {
    expect(judgePriceRound(round(changes), limits)).toEqual({
      ok: true,
      value: { units: changes.answer ?? 325_012_000_000n, decimals: 8 },
    });
  });

  it.each<[string, string, Partial<PriceRound>]>([
    ["bad", "zero", { answer: 0n }],
    ["bad", "negative", { answer: -1n }],
    ["bad", "never updated", { updatedAtSeconds: 0n }],
    ["bad", "from the future", { updatedAtSeconds: BigInt(NOW + PRICE_SKEW_SECONDS + 1) }],
    ["bad", "from a future beyond all numbers", { updatedAtSeconds: 2n ** 255n }],
    ["bad", "carried over from an earlier round", { answeredInRound: 6n }],
    ["bad", "of another scale", { decimals: 18 }],
    ["stale", "one second too old", { updatedAtSeconds: BigInt(NOW - 3_601) }],
  ])("calls a price %s that is %s", (fault, _name, changes) => {
    expect(judgePriceRound(round(changes), limits)).toEqual({ ok: false, refusal: fault });
  });
});

describe("averageCost", () => {
  it("spreads what was paid evenly over what was acquired", () => {
    expect(averageCost(2n, { amountBaseUnits: 2n, costUsdUnits: 5_500n })).toBe(5_500n);
    expect(averageCost(1n, { amountBaseUnits: 2n, costUsdUnits: 5_500n })).toBe(2_750n);
    expect(averageCost(0n, { amountBaseUnits: 2n, costUsdUnits: 5_500n })).toBe(0n);
  });

  it.each([
    ["a cost is unknown", 1n, { amountBaseUnits: 2n, costUsdUnits: null }],
    ["nothing was acquired", 1n, { amountBaseUnits: 0n, costUsdUnits: 0n }],
    ["more is owned than was acquired", 3n, { amountBaseUnits: 2n, costUsdUnits: 10n }],
  ])("is unknown when %s", (_name, amount, acquired) => {
    expect(averageCost(amount, acquired)).toBeNull();
  });

  it("never exceeds what was paid", () => {
    const part = fc.bigInt({ min: 1n, max: 10n ** 30n });
    fc.assert(
      fc.property(part, part, part, (owned, rest, cost) => {
        const basis = averageCost(owned, { amountBaseUnits: owned + rest, costUsdUnits: cost });
        expect(basis !== null && basis >= 0n && basis <= cost).toBe(true);
      }),
    );
  });
});

const eth: Holding = {
  asset: "ETH",
  network: "ethereum-local",
  decimals: 18,
  amountBaseUnits: 2n * 10n ** 18n,
  heldBaseUnits: 0n,
  acquired: { amountBaseUnits: 2n * 10n ** 18n, costUsdUnits: 550_000_000_000n },
  price: { units: 325_000_000_000n, decimals: 8 },
};
const usdc: Holding = {
  ...eth,
  asset: "USDC",
  decimals: 6,
  amountBaseUnits: 12_500_500_000n,
  acquired: { amountBaseUnits: 12_500_500_000n, costUsdUnits: null },
  price: { units: 100_000_000n, decimals: 8 },
};

describe("valuePortfolio", () => {
  it("values, sums and puts the dearest first", () => {
    const { totalUsdUnits, positions } = valuePortfolio([eth, usdc]);
    expect(totalUsdUnits).toBe(1_900_050_000_000n);
    expect(positions.map((position) => position.asset)).toEqual(["USDC", "ETH"]);
    expect(positions[1]).toMatchObject({
      valueUsdUnits: 650_000_000_000n,
      costBasisUsdUnits: 550_000_000_000n,
      unrealisedPnlUsdUnits: 100_000_000_000n,
    });
  });

  it("has no total as long as anything owned has no price, and puts that last", () => {
    const { totalUsdUnits, positions } = valuePortfolio([{ ...usdc, price: null }, eth]);
    expect(totalUsdUnits).toBeNull();
    expect(positions.map((position) => position.asset)).toEqual(["ETH", "USDC"]);
    expect(positions[1]).toMatchObject({ valueUsdUnits: null, unrealisedPnlUsdUnits: null });
  });

  it("has no profit without a known cost", () => {
    expect(valuePortfolio([usdc]).positions[0]).toMatchObject({ costBasisUsdUnits: null, unrealisedPnlUsdUnits: null });
  });

  it("leaves out what is not owned, even when it has no price, and totals nothing at zero", () => {
    expect(valuePortfolio([{ ...eth, amountBaseUnits: 0n, price: null }])).toEqual({ totalUsdUnits: 0n, positions: [] });
  });
});
