import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SAMPLES_MAX, sampleTimes } from "./sample-times";
import { type BalanceAt, valueOverTime } from "./value-over-time";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const NOW = 1_800_000_000;

describe("sampleTimes", () => {
  it("stands on whole steps and ends in the present", () => {
    expect(sampleTimes(3 * HOUR, 0, NOW + 10)).toEqual({
      stepSeconds: HOUR,
      atSeconds: [NOW - 2 * HOUR, NOW - HOUR, NOW, NOW + 10],
    });
  });

  it("does not name the present twice", () => {
    expect(sampleTimes(2 * HOUR, 0, NOW).atSeconds).toEqual([NOW - 2 * HOUR, NOW - HOUR, NOW]);
  });

  it.each([
    ["a day", DAY, HOUR],
    ["a week", 7 * DAY, HOUR],
    ["thirty days", 30 * DAY, 6 * HOUR],
    ["ninety days", 90 * DAY, 12 * HOUR],
    ["exactly as much as one step holds", SAMPLES_MAX * HOUR, HOUR],
    ["one second more", SAMPLES_MAX * HOUR + 1, 2 * HOUR],
  ])("takes the smallest step that is enough for %s", (_name, span, step) => {
    expect(sampleTimes(span, 0, NOW).stepSeconds).toBe(step);
  });

  it("asks for nothing before the first movement, and for the present alone without one", () => {
    expect(sampleTimes(7 * DAY, NOW - 90 * 60, NOW).atSeconds).toEqual([NOW - HOUR, NOW]);
    expect(sampleTimes(7 * DAY, NOW - HOUR, NOW).atSeconds).toEqual([NOW - HOUR, NOW]);
    expect(sampleTimes(7 * DAY, null, NOW).atSeconds).toEqual([NOW]);
    expect(sampleTimes(null, null, NOW).atSeconds).toEqual([NOW]);
  });

  it("of everything begins with the first movement", () => {
    expect(sampleTimes(null, NOW - 3 * HOUR, NOW).atSeconds).toHaveLength(4);
  });

  it("never asks for more than its bound, ascending, for any time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: NOW }), fc.integer({ min: 1, max: 2 * NOW }), (first, now) => {
        const { atSeconds } = sampleTimes(null, first, now);
        expect(atSeconds.length).toBeLessThanOrEqual(SAMPLES_MAX + 2);
        expect(atSeconds.at(-1)).toBe(now);
        expect(atSeconds.every((at, index) => index === 0 || at > (atSeconds[index - 1] ?? at))).toBe(true);
      }),
    );
  });
});

const balance = (atSeconds: number, amountBaseUnits: bigint, priceUnits: bigint | null): BalanceAt => ({
  ...{ atSeconds, amountBaseUnits, priceUnits, decimals: 2, priceDecimals: 18 },
});

describe("valueOverTime", () => {
  const DOLLAR = 10n ** 18n;

  it("is amount times price, summed over assets", () => {
    // 1.50 at 2 dollars and 4.00 at 0.25 are 3 and 1.
    const balances = [balance(1, 150n, 2n * DOLLAR), balance(1, 400n, DOLLAR / 4n), balance(2, 150n, DOLLAR)];
    expect(valueOverTime([1, 2], balances)).toEqual([
      { atSeconds: 1, usdUnits: 400_000_000n },
      { atSeconds: 2, usdUnits: 150_000_000n },
    ]);
  });

  it("is a gap, not a part and not zero, where something owned has no price, in whatever order", () => {
    const [known, unknown] = [balance(1, 150n, DOLLAR), balance(1, 1n, null)];
    expect(valueOverTime([1], [known, unknown])).toEqual([{ atSeconds: 1, usdUnits: null }]);
    expect(valueOverTime([1], [unknown, known])).toEqual([{ atSeconds: 1, usdUnits: null }]);
  });

  it("needs no price of what is not owned, and is zero for nothing", () => {
    expect(valueOverTime([1, 2], [balance(1, 0n, null)]).map(({ usdUnits }) => usdUnits)).toEqual([0n, 0n]);
  });
});
