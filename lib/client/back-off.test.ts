import { describe, expect, test } from "vitest";

import { backOffSeconds } from "./back-off";

/** The same chances in every run (mulberry32). */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("backing off", () => {
  test.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [5, 32],
    [6, 60],
    [40, 60],
  ])("for the %i. time in a row waits what was asked for, and up to %i s more", (inARow, most) => {
    expect(backOffSeconds({ inARow, askedSeconds: 7, chance: 0 })).toBe(7);
    expect(backOffSeconds({ inARow, askedSeconds: 7, chance: 1 - 2 ** -32 })).toBe(7 + most);
  });

  test("spreads a crowd over the whole span, alike in every run of one seed", () => {
    const crowd = (seed: number): number[] => {
      const chance = seededChance(seed);
      return Array.from({ length: 900 }, () => backOffSeconds({ inARow: 3, askedSeconds: 1, chance: chance() }));
    };
    const waits = crowd(7);
    expect(crowd(7)).toEqual(waits);
    for (const seconds of [1, 2, 3, 4, 5, 6, 7, 8, 9]) expect(waits.filter((wait) => wait === seconds).length).toBeGreaterThan(60);
    expect(new Set(waits).size).toBe(9);
  });
});
