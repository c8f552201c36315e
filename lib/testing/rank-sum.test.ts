import { describe, expect, test } from "vitest";

import { rankSumP } from "./rank-sum";

const steps = (from: number, count: number, by = 1): number[] => Array.from({ length: count }, (_, at) => from + at * by);

describe("the rank-sum test", () => {
  test("finds equal sets equal", () => {
    expect(rankSumP(steps(1, 50), steps(1, 50))).toBeCloseTo(1, 6);
    expect(rankSumP([3, 3, 3], [3, 3])).toBe(1);
  });

  // Reference values by the same approximation: z = (|U - mn/2| - 0.5) / sd.
  test.each([
    [steps(1, 5), steps(6, 5), 0.012186],
    [steps(1, 20, 2), steps(2, 20, 2), 0.797197],
    [[1, 2, 2, 3, 4], [2, 3, 4, 5, 5], 0.135099],
  ])("gives the known p of %j and %j", (one, two, p) => {
    expect(rankSumP(one, two)).toBeCloseTo(p, 3);
    expect(rankSumP(two, one)).toBeCloseTo(p, 3);
  });

  test("finds a small shift among many values and none in its absence", () => {
    const noise = (at: number): number => ((at * 7919) % 101) / 10;
    const base = steps(0, 500).map((at) => 50 + noise(at));
    expect(
      rankSumP(
        base,
        steps(0, 500).map((at) => 50 + noise(at + 37)),
      ),
    ).toBeGreaterThan(0.001);
    expect(
      rankSumP(
        base,
        steps(0, 500).map((at) => 52 + noise(at + 37)),
      ),
    ).toBeLessThan(0.001);
  });

  test("has no answer without values", () => {
    expect(rankSumP([], [1])).toBeNaN();
  });
});
