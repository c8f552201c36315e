import { describe, expect, it } from "vitest";
import { holdingWords, winRateWords } from "./holding-words";

describe("figures of a wallet in words", () => {
  it.each([
    [59, "0 min"],
    [60, "1 min"],
    [3_599, "59 min"],
    [3_600, "1 h"],
    [12_000, "3 h 20 min"],
    [86_400, "1 d"],
    [86_400 * 12 + 3_600 * 4 + 59, "12 d 4 h"],
  ])("%i seconds are %s", (seconds, words) => {
    expect(holdingWords(seconds)).toBe(words);
  });

  it.each([
    [0, "0.0%"],
    [6_666, "66.6%"],
    [9_999, "99.9%"],
    [10_000, "100.0%"],
  ])("%i bps are %s, never rounded up", (bps, words) => {
    expect(winRateWords(bps)).toBe(words);
  });
});
