import { expect, test } from "vitest";
import { fairValueOf } from "./fair-value";

const DAY = 86_400;
const SPAN = { startSeconds: 1_800_000_000 - 90 * DAY, endSeconds: 1_800_000_000 };
const SYMBOLS = ["WETH", "WBTC", "LINK", "ARB"];

test("every path begins and ends its span at the demo's price", () => {
  const fair = fairValueOf("holdfast", SPAN);
  for (const symbol of SYMBOLS) for (const at of Object.values(SPAN)) expect(fair(symbol, at)).toBeCloseTo(1, 12);
});

test("no path has a jump: neither inside the span, nor at its end, nor after it", () => {
  const fair = fairValueOf("holdfast", SPAN);
  for (const symbol of SYMBOLS) {
    for (const from of [SPAN.startSeconds, SPAN.endSeconds - DAY / 2, SPAN.endSeconds + 30 * DAY]) {
      const steps = Array.from(
        { length: DAY / 60 },
        (_, minute) => fair(symbol, from + minute * 60 + 60) / fair(symbol, from + minute * 60),
      );
      expect(Math.max(...steps.map((step) => Math.abs(step - 1)))).toBeLessThan(0.005);
    }
  }
});

test("a path moves, and comes back to what is usual", () => {
  const fair = fairValueOf("holdfast", SPAN);
  const daily = Array.from({ length: 400 }, (_, day) => fair("LINK", SPAN.startSeconds + day * DAY));
  expect(Math.max(...daily)).toBeGreaterThan(1.1);
  expect(Math.max(...daily)).toBeLessThan(2.2);
  expect(Math.min(...daily)).toBeGreaterThan(0.4);
  const mean = daily.reduce((sum, factor) => sum + Math.log(factor), 0) / daily.length;
  expect(Math.abs(mean)).toBeLessThan(0.2);
});

test("the same seed draws the same path wherever it is asked, another seed another, and a dollar stays one", () => {
  const at = SPAN.startSeconds + 33 * DAY;
  const one = fairValueOf("holdfast", SPAN);
  one("WETH", at + 5);
  expect(one("WETH", at)).toBe(fairValueOf("holdfast", SPAN)("WETH", at));
  expect(one("WETH", at)).not.toBe(fairValueOf("other", SPAN)("WETH", at));
  expect(one("USDC", at)).toBe(1);
});

test("bitcoin is worth the same on every network", () => {
  const fair = fairValueOf("holdfast", SPAN);
  expect(fair("cbBTC", SPAN.startSeconds + 7 * DAY)).toBe(fair("WBTC", SPAN.startSeconds + 7 * DAY));
});
