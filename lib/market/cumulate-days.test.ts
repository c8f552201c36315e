import { describe, expect, it } from "vitest";
import { cumulateDays, DAY_SECONDS } from "./cumulate-days";

const day = (number: number, change: bigint) => ({ daySeconds: number * DAY_SECONDS, change });
const totals = (...given: Parameters<typeof cumulateDays>) => cumulateDays(...given).map(({ total }) => total);

describe("running totals by day", () => {
  it("carry over days on which nothing happened, up to today", () => {
    expect(totals([day(1, 5n), day(3, -7n)], 5 * DAY_SECONDS, 365)).toEqual([5n, 5n, -2n, -2n, -2n]);
    expect(cumulateDays([day(1, 5n)], DAY_SECONDS, 365)).toEqual([{ atSeconds: DAY_SECONDS, total: 5n }]);
  });

  it("start anew at midnight and not a second before", () => {
    expect(totals([day(1, 5n)], 2 * DAY_SECONDS - 1, 365)).toHaveLength(1);
    expect(totals([day(1, 5n)], 2 * DAY_SECONDS, 365)).toHaveLength(2);
  });

  it("keep what came before the days that are shown", () => {
    expect(totals([day(1, 5n), day(2, 6n), day(4, 1n)], 4 * DAY_SECONDS, 2)).toEqual([11n, 12n]);
  });

  it("are empty without changes", () => {
    expect(cumulateDays([], DAY_SECONDS, 365)).toEqual([]);
  });
});
