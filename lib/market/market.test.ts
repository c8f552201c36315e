import { describe, expect, it } from "vitest";
import type { CostBasis } from "./fifo-cost";
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

const basisOf = (amountBaseUnits: bigint, costUsdUnits: bigint | null): CostBasis => ({
  ...{ lots: [{ openedAtSeconds: 1, reference: "d1", amountBaseUnits, costUsdUnits }], closes: [], costUsdUnits },
  ...{ realisedUsdUnits: 0n, feesBaseUnits: 0n, feesUsdUnits: 0n },
});
const eth: Holding = {
  asset: "ETH",
  network: "ethereum-local",
  decimals: 18,
  amountBaseUnits: 2n * 10n ** 18n,
  heldBaseUnits: 0n,
  basis: basisOf(2n * 10n ** 18n, 550_000_000_000n),
  price: { units: 325_000_000_000n, decimals: 8 },
};
const usdc: Holding = {
  ...eth,
  asset: "USDC",
  decimals: 6,
  amountBaseUnits: 12_500_500_000n,
  basis: basisOf(12_500_500_000n, null),
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

  it("has no cost where the lots are not what is owned", () => {
    const other = { ...eth, basis: basisOf(10n ** 18n, 1n) };
    expect(valuePortfolio([other]).positions[0]).toMatchObject({ costBasisUsdUnits: null, unrealisedPnlUsdUnits: null });
  });

  it("leaves out what is not owned, even when it has no price, and totals nothing at zero", () => {
    expect(valuePortfolio([{ ...eth, amountBaseUnits: 0n, price: null }])).toMatchObject({ totalUsdUnits: 0n, positions: [] });
  });

  it("sums cost and profit of what is owned, and what was realised and paid in fees of all that ever was", () => {
    const sold = { ...usdc, amountBaseUnits: 0n, basis: { ...basisOf(0n, 0n), realisedUsdUnits: 700n, feesUsdUnits: 30n } };
    expect(valuePortfolio([eth, sold])).toMatchObject({
      ...{ costBasisUsdUnits: 550_000_000_000n, unrealisedPnlUsdUnits: 100_000_000_000n, realisedPnlUsdUnits: 700n, feesUsdUnits: 30n },
    });
  });

  it("has no sum of which a part is not known", () => {
    const unknown = { ...usdc, amountBaseUnits: 0n, basis: { ...basisOf(0n, 0n), realisedUsdUnits: null, feesUsdUnits: null } };
    expect(valuePortfolio([eth, unknown])).toMatchObject({ realisedPnlUsdUnits: null, feesUsdUnits: null });
    expect(valuePortfolio([eth, usdc])).toMatchObject({ costBasisUsdUnits: null, unrealisedPnlUsdUnits: null });
  });
});
