// The small rules of the index, each at its edges; the long ones have files of their own.
import { describe, expect, it } from "vitest";
import { BASE_UNITS_LIMIT } from "@/lib/money/base-units";
import { executionPrice } from "./execution-price";
import { type CandleTrade, bucketStart, foldCandle } from "./fold-candle";
import { orientPair } from "./orient-pair";
import type { PricedToken } from "./price-paths";
import { swapSides } from "./swap-sides";
import { valueSwap } from "./value-swap";
import { NO_CLOSES, type WalletClose, addClose, addTrade, feesUsd, heldSecondsAverage, winRateBps } from "./wallet-stats";

const E18 = 10n ** 18n;

describe("executionPrice", () => {
  it("is quote per whole base, whatever the decimals", () => {
    expect(executionPrice({ units: 2n * E18, decimals: 18 }, { units: 30_000_000n, decimals: 6 })).toBe(15n * E18);
    expect(executionPrice({ units: 5_000_000n, decimals: 8 }, { units: E18, decimals: 18 })).toBe(20n * E18);
  });

  it("rounds half to even", () => {
    expect(executionPrice({ units: 2n * E18, decimals: 0 }, { units: 1n, decimals: 0 })).toBe(0n);
    expect(executionPrice({ units: 2n * E18, decimals: 0 }, { units: 3n, decimals: 0 })).toBe(2n);
    expect(executionPrice({ units: 3n, decimals: 0 }, { units: 2n, decimals: 0 })).toBe(666_666_666_666_666_667n);
  });

  it("stops at the largest amount there is", () => {
    expect(executionPrice({ units: 1n, decimals: 36 }, { units: 2n ** 112n, decimals: 0 })).toBe(BASE_UNITS_LIMIT - 1n);
  });
});

describe("orientPair", () => {
  const [a, b, c] = ["0xa", "0xb", "0xc"];
  it.each([
    ["the anchor is token1", a, b, [b], null, true],
    ["the anchor is token0", a, b, [a], b, false],
    ["both are anchors: the last is the quote", a, b, [a, b], null, true],
    ["the wrapped coin is token1", a, b, [c], b, true],
    ["the wrapped coin is token0", a, b, [c], a, false],
    ["neither: the last is the quote", a, b, [c], c, true],
    ["no coin is known", a, b, [], null, true],
  ])("%s", (_name, token0, token1, anchors, wrappedCoin, isToken0Base) => {
    expect(orientPair({ token0, token1, usdAnchors: new Set(anchors), wrappedCoin })).toEqual({ isToken0Base });
  });
});

describe("swapSides", () => {
  const none = { amount0In: 0n, amount1In: 0n, amount0Out: 0n, amount1Out: 0n };
  it("tells what was paid and received, and counts only what remains of flows both ways", () => {
    expect(swapSides({ ...none, amount0In: 5n, amount1Out: 3n })).toEqual({ isToken0Paid: true, paidBaseUnits: 5n, receivedBaseUnits: 3n });
    expect(swapSides({ ...none, amount1In: 5n, amount0Out: 3n })).toEqual({
      isToken0Paid: false,
      paidBaseUnits: 5n,
      receivedBaseUnits: 3n,
    });
    expect(swapSides({ amount0In: 10n, amount0Out: 4n, amount1In: 1n, amount1Out: 3n })).toEqual({
      isToken0Paid: true,
      paidBaseUnits: 6n,
      receivedBaseUnits: 2n,
    });
  });

  it("sees no trade where nothing was exchanged", () => {
    expect(swapSides({ ...none, amount0In: 10n, amount0Out: 9n })).toBeNull();
    expect(swapSides({ ...none, amount0In: 10n, amount1In: 1n, amount0Out: 9n })).toBeNull();
    expect(swapSides(none)).toBeNull();
  });
});

describe("valueSwap", () => {
  const side = (address: string, baseUnits: bigint, isUsdAnchor = false) => ({ token: { address, decimals: 6, isUsdAnchor }, baseUnits });
  const prices =
    (known: Record<string, bigint>) =>
    ({ address }: PricedToken): bigint | null =>
      known[address] ?? null;
  const [base, quote] = [side("base", 2_000_000n), side("quote", 5_000_000n)];

  it.each([
    ["the quote when it is an anchor", base, side("usd", 7_000_000n, true), { base: 9n * E18 }, 700_000_000n],
    ["the base when only it is an anchor", side("usd", 7_000_000n, true), quote, { quote: 9n * E18 }, 700_000_000n],
    ["the quote when both are anchors", side("usd", 7_000_000n, true), side("usd2", 6_000_000n, true), {}, 600_000_000n],
    ["the quote when it has a price", base, quote, { base: 9n * E18, quote: 3n * E18 }, 1_500_000_000n],
    ["the base when only it has a price", base, quote, { base: 9n * E18 }, 1_800_000_000n],
    ["nothing when neither has one", base, quote, {}, null],
    ["nothing when it is beyond sense", base, quote, { quote: 10n ** 59n }, null],
  ])("goes by %s", (_name, left, right, known, expected) => {
    expect(valueSwap(left, right, prices(known as Record<string, bigint>))).toBe(expected);
  });
});

describe("candles", () => {
  const trade = (priceE18: bigint, usdValue: bigint | null = 1n): CandleTrade => ({ priceE18, baseUnits: 2n, quoteUnits: 3n, usdValue });

  it("begin at whole multiples of their length", () => {
    expect([bucketStart(3_599, 3_600), bucketStart(3_600, 3_600), bucketStart(3_601, 3_600)]).toEqual([0, 3_600, 3_600]);
  });

  it("remember first, highest, lowest and last, and sum up what has a value", () => {
    const candle = [trade(10n), trade(14n, null), trade(7n), trade(9n)].reduce<ReturnType<typeof foldCandle> | null>(foldCandle, null);
    expect(candle).toEqual({
      openE18: 10n,
      highE18: 14n,
      lowE18: 7n,
      closeE18: 9n,
      baseVolume: 8n,
      quoteVolume: 12n,
      usdVolume: 3n,
      trades: 4,
    });
  });
});

describe("figures of a wallet", () => {
  const close = (profit: bigint, heldSeconds = 0): WalletClose => ({ proceedsUsd: 100n + profit, costUsd: 100n, heldSeconds });
  const after = (...profits: readonly bigint[]) => profits.map((profit) => close(profit)).reduce(addClose, NO_CLOSES);

  it("fall from the top, which starts at nothing", () => {
    expect(after(-5n)).toMatchObject({ realisedUsd: -5n, peakUsd: 0n, drawdownUsd: 5n });
    expect(after(10n, -4n, 20n, -6n, 1n)).toMatchObject({ realisedUsd: 21n, peakUsd: 26n, drawdownUsd: 6n });
    expect(after(10n, -30n, 100n)).toMatchObject({ realisedUsd: 80n, peakUsd: 80n, drawdownUsd: 30n });
  });

  it("count as wins only what brought more than it cost", () => {
    expect(after(1n, 0n, -1n)).toMatchObject({ closes: 3, wins: 1 });
    expect(winRateBps(after(1n, 0n, -1n))).toBe(3_333);
    expect(winRateBps(NO_CLOSES)).toBeNull();
  });

  it("have a mean holding time only after a close", () => {
    expect(heldSecondsAverage([close(0n, 10), close(0n, 15)].reduce(addClose, NO_CLOSES))).toBe(12);
    expect(heldSecondsAverage(NO_CLOSES)).toBeNull();
  });

  it("count trades, what they were worth and when the first and the last were", () => {
    const stats = addTrade(addTrade(addTrade(null, 1_000n, 50), null, 20), 500n, 70);
    expect(stats).toEqual({ trades: 3, volumeUsd: 1_500n, firstAtSeconds: 20, lastAtSeconds: 70 });
    // 0.3 % of 1,500 is 4.5, and four is even.
    expect(feesUsd(stats)).toBe(4n);
  });
});
