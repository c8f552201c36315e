// What holds for every rule, whatever the market does.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADA, BOB, EVE, play, type Sketch, swap } from "@/lib/testing/play-rule";
import type { RuleText } from "./rule";
import type { SeenSwap } from "./seen-swap";

const arbitrarySwap = fc.record({
  step: fc.integer({ min: 0, max: 400 }),
  wallet: fc.constantFrom(ADA, BOB, EVE),
  buys: fc.boolean(),
  usd: fc.option(fc.integer({ min: 0, max: 900 })),
  price: fc.integer({ min: 1, max: 20 }),
  pairId: fc.constantFrom(1, 2),
});
const arbitraryRule = fc.constantFrom<RuleText>(
  { kind: "wallet_buys", wallet: null, pairId: null, usdMin: "300" },
  { kind: "price_crosses", pairId: 1, direction: "above", price: "12" },
  { kind: "price_moves", pairId: 1, percent: "30", windowSeconds: 900 },
  { kind: "volume", pairId: 1, usd: "900", windowSeconds: 300 },
  { kind: "flow", pairId: 2, direction: "out", usd: "700", windowSeconds: 3_600 },
  { kind: "wallets_agree", pairId: null, side: "sell", wallets: 2, windowSeconds: 900 },
);
const inOrder = (sketches: readonly { readonly step: number }[]): SeenSwap[] => {
  let at = 1_000_000;
  return sketches.map((sketch) => swap({ ...(sketch as unknown as Sketch), at: (at += sketch.step) }));
};

describe("whatever the market does", () => {
  it("cutting the feed anywhere gives the same events, each under a name of its own", () => {
    fc.assert(
      fc.property(arbitraryRule, fc.array(arbitrarySwap, { maxLength: 60 }), fc.nat(60), (rule, sketches, cut) => {
        const swaps = inOrder(sketches);
        const whole = play(rule, swaps).happenings;
        const first = play(rule, swaps.slice(0, cut));
        const second = play(rule, swaps.slice(cut), first.state);
        expect([...first.happenings, ...second.happenings]).toEqual(whole);
        expect(new Set(whole.map(({ key }) => key)).size).toBe(whole.length);
      }),
      { numRuns: 150 },
    );
  });
  it("an event never depends on what comes after it", () => {
    fc.assert(
      fc.property(arbitraryRule, fc.array(arbitrarySwap, { maxLength: 40 }), fc.nat(40), (rule, sketches, known) => {
        const swaps = inOrder(sketches);
        const horizon = play(rule, swaps.slice(0, known)).happenings;
        expect(play(rule, swaps).happenings.slice(0, horizon.length)).toEqual(horizon);
      }),
      { numRuns: 100 },
    );
  });
  it("what a rule remembers stays small", () => {
    const rule: RuleText = { kind: "volume", pairId: 1, usd: "900", windowSeconds: 86_400 };
    const { state } = play(
      rule,
      Array.from({ length: 3_000 }, (_, index) => swap({ at: index * 40 })),
    );
    expect(JSON.stringify(state).length).toBeLessThan(8_000);
  });
});
