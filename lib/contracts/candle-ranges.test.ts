import { describe, expect, it } from "vitest";
import { CANDLE_RANGES, parseCandleRange } from "./candle-ranges";
import { CANDLE_INTERVALS } from "./candle-intervals";
import { CANDLES_MAX } from "./markets";

describe("ranges of a chart", () => {
  it("never ask for more candles than one answer holds", () => {
    for (const { seconds, interval } of Object.values(CANDLE_RANGES))
      expect(seconds / CANDLE_INTERVALS[interval]).toBeLessThanOrEqual(CANDLES_MAX);
  });

  it.each([null, "", "7d", "__proto__", "toString"])("that nobody offers are two weeks: %s", (text) => {
    expect(parseCandleRange(text)).toBe("2w");
  });

  it("are what the address names", () => {
    expect(parseCandleRange("6h")).toBe("6h");
  });
});
