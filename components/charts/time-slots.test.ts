import { describe, expect, it } from "vitest";
import { chartTime } from "./chart-time";
import { missingSlots, runsOf } from "./time-slots";

describe("gaps of a chart", () => {
  it("are the steps between neighbours that nothing happened in", () => {
    expect(missingSlots([0, 60, 240], 60)).toEqual([120, 180]);
    expect(missingSlots([0, 60, 120], 60)).toEqual([]);
    expect(missingSlots([], 60)).toEqual([]);
  });

  it("are never so many that they fill the memory", () => {
    expect(missingSlots([0, 10_000_000], 60)).toHaveLength(5000);
  });

  it("cut a line into runs that are not connected", () => {
    expect(runsOf([0, 60, 240, 300, 900], 60)).toEqual([
      [0, 2],
      [2, 4],
      [4, 5],
    ]);
    expect(runsOf([0, 60], 60)).toEqual([[0, 2]]);
    expect(runsOf([], 60)).toEqual([]);
  });
});

describe("a time of a chart", () => {
  it("is UTC, with the hour only where a point is less than a day", () => {
    expect(chartTime(1_772_546_700, false)).toBe("3 Mar 2026, 14:05");
    expect(chartTime(1_772_546_700, true)).toBe("3 Mar 2026");
  });
});
