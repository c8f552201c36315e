// Each example is worked on paper first; the sums stand beside it. Dollars are written in whole cents here: the fold does not care for the unit.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssetEvent, fifoCost } from "./fifo-cost";

const event = (kind: AssetEvent["kind"], amountBaseUnits: bigint, usdUnits: bigint | null, atSeconds: number): AssetEvent => ({
  ...{ kind, amountBaseUnits, usdUnits, atSeconds, reference: `${kind}@${String(atSeconds)}` },
});
const lotsOf = (events: readonly AssetEvent[]) =>
  fifoCost(events).lots.map((lot) => [lot.openedAtSeconds, lot.amountBaseUnits, lot.costUsdUnits]);
const closesOf = (events: readonly AssetEvent[]) =>
  fifoCost(events).closes.map((one) => [
    one.openedAtSeconds,
    one.amountBaseUnits,
    one.costUsdUnits,
    one.proceedsUsdUnits,
    one.gainUsdUnits,
  ]);

describe("first in, first out", () => {
  it("sells across lots, the oldest first", () => {
    // 10 for 1000 (100 each), 10 for 2000 (200 each); 15 are sold for 3000 (200 each).
    // 10 of the first: cost 1000, proceeds 2000, gain 1000. 5 of the second: cost 1000, proceeds 1000, gain 0. Left: 5 at 1000.
    const events = [event("acquire", 10n, 1_000n, 1), event("acquire", 10n, 2_000n, 2), event("dispose", 15n, 3_000n, 3)];
    expect(closesOf(events)).toEqual([
      [1, 10n, 1_000n, 2_000n, 1_000n],
      [2, 5n, 1_000n, 1_000n, 0n],
    ]);
    expect(lotsOf(events)).toEqual([[2, 5n, 1_000n]]);
    expect(fifoCost(events)).toMatchObject({ costUsdUnits: 1_000n, realisedUsdUnits: 1_000n, feesBaseUnits: 0n, feesUsdUnits: 0n });
  });

  it("is not the average: the same books by average cost would show another profit", () => {
    // 1 for 100, 1 for 300; 1 sold for 250. First in, first out: gain 150, left at 300. By average: gain 50, left at 200.
    const events = [event("acquire", 1n, 100n, 1), event("acquire", 1n, 300n, 2), event("dispose", 1n, 250n, 3)];
    expect(fifoCost(events)).toMatchObject({ costUsdUnits: 300n, realisedUsdUnits: 150n });
  });

  it("takes a loss as a loss", () => {
    // 4 for 400; 1 sold for 60: cost 100, loss 40. Another for 150: gain 50. Together 10; 2 left at 200.
    const events = [event("acquire", 4n, 400n, 1), event("dispose", 1n, 60n, 2), event("dispose", 1n, 150n, 3)];
    expect(closesOf(events).map(([, , , , gain]) => gain)).toEqual([-40n, 50n]);
    expect(fifoCost(events)).toMatchObject({ costUsdUnits: 200n, realisedUsdUnits: 10n });
  });

  it("calls a cost that nobody gave unknown, never zero, and only for as long as such a lot is there", () => {
    // 2 without a cost, then 2 for 500. All four: basis unknown. 2 sold for 300: those without a cost, so the profit is unknown; what is left cost 500.
    const unknown = event("acquire", 2n, null, 1);
    const known = event("acquire", 2n, 500n, 2);
    expect(fifoCost([unknown, known]).costUsdUnits).toBeNull();
    expect(fifoCost([unknown, known, event("dispose", 2n, 300n, 3)])).toMatchObject({ costUsdUnits: 500n, realisedUsdUnits: null });
    // A deposit that really cost nothing is another thing: its whole price is profit.
    expect(fifoCost([event("acquire", 2n, 0n, 1), event("dispose", 2n, 300n, 2)])).toMatchObject({ realisedUsdUnits: 300n });
  });

  it("does not know the profit of a sale for an unknown price", () => {
    expect(fifoCost([event("acquire", 2n, 10n, 1), event("dispose", 1n, null, 2)])).toMatchObject({
      costUsdUnits: 5n,
      realisedUsdUnits: null,
    });
  });

  it("takes a fee in the asset out at its cost, and counts what it was worth, without a profit", () => {
    // 10 for 1000. A withdrawal moves 4 and keeps 1 as its fee, worth 130 that day. Left: 5 at 500; no sale, no profit; fees 1 unit, 130.
    const events = [event("acquire", 10n, 1_000n, 1), event("move_out", 4n, null, 2), event("fee", 1n, 130n, 2)];
    expect(closesOf(events)).toEqual([
      [1, 4n, 400n, null, null],
      [1, 1n, 100n, 130n, null],
    ]);
    expect(fifoCost(events)).toMatchObject({ costUsdUnits: 500n, realisedUsdUnits: 0n, feesBaseUnits: 1n, feesUsdUnits: 130n });
  });

  it("knows how much was paid in fees where it does not know what that was worth", () => {
    const events = [event("acquire", 10n, 1_000n, 1), event("fee", 1n, 130n, 2), event("fee", 2n, null, 3)];
    expect(fifoCost(events)).toMatchObject({ feesBaseUnits: 3n, feesUsdUnits: null });
  });

  it("takes what moves to an address of one's own out at cost: no profit now, and none later from what stayed", () => {
    // 1 for 100, 1 for 300. One moves out: the one for 100. The other is sold for 350: gain 50, not 250.
    const events = [
      event("acquire", 1n, 100n, 1),
      event("acquire", 1n, 300n, 2),
      event("move_out", 1n, null, 3),
      event("dispose", 1n, 350n, 4),
    ];
    expect(fifoCost(events)).toMatchObject({ lots: [], costUsdUnits: 0n, realisedUsdUnits: 50n });
  });

  it("keeps the given order within one second", () => {
    // At second 5 come 1 for 100 and 1 for 900, in that order; the sale in the same second takes the first.
    const [cheap, dear, sale] = [event("acquire", 1n, 100n, 5), event("acquire", 1n, 900n, 5), event("dispose", 1n, 200n, 5)];
    expect(fifoCost([cheap, dear, sale]).realisedUsdUnits).toBe(100n);
    expect(fifoCost([dear, cheap, sale]).realisedUsdUnits).toBe(-700n);
  });

  it("rounds down and leaves the rest with what stays, so that nothing is lost", () => {
    // 3 for 10. One out: 10/3 = 3.33 → 3, left 2 for 7. One more: 7/2 = 3.5 → 3, left 1 for 4. 3 + 3 + 4 = 10.
    const events = [event("acquire", 3n, 10n, 1), event("dispose", 1n, 5n, 2), event("dispose", 1n, 5n, 3)];
    expect(closesOf(events).map(([, , cost]) => cost)).toEqual([3n, 3n]);
    expect(lotsOf(events)).toEqual([[1, 1n, 4n]]);
    // Proceeds are split the same way: 3 for 10 over lots of 1 and 2 is 3 and 7.
    const split = [event("acquire", 1n, 1n, 1), event("acquire", 2n, 2n, 2), event("dispose", 3n, 10n, 3)];
    expect(closesOf(split).map(([, , , proceeds]) => proceeds)).toEqual([3n, 7n]);
  });

  it("says that it does not know where more leaves than is known to have come", () => {
    const events = [event("acquire", 1n, 100n, 1), event("dispose", 3n, 600n, 2)];
    expect(closesOf(events)).toEqual([
      [1, 1n, 100n, 200n, 100n],
      [null, 2n, null, 400n, null],
    ]);
    expect(fifoCost(events)).toMatchObject({ lots: [], realisedUsdUnits: null });
  });

  it("of nothing is nothing", () => {
    expect(fifoCost([])).toEqual({ lots: [], closes: [], costUsdUnits: 0n, realisedUsdUnits: 0n, feesBaseUnits: 0n, feesUsdUnits: 0n });
  });
});

describe("whatever happens", () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 24n });
  const anyEvent = fc.record({
    kind: fc.constantFrom("acquire", "acquire", "dispose", "fee", "move_out"),
    amountBaseUnits: amount,
    usdUnits: fc.bigInt({ min: 0n, max: 10n ** 15n }),
    atSeconds: fc.nat(1_000),
    reference: fc.constant("r"),
  });

  it("amounts and costs are taken once: what is left and what was closed sum to what came in", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const { lots, closes } = fifoCost(events);
        const known = closes.filter(({ openedAtSeconds }) => openedAtSeconds !== null);
        const came = events.filter(({ kind }) => kind === "acquire");
        const sum = (all: readonly bigint[]): bigint => all.reduce((total, one) => total + one, 0n);
        expect(sum([...lots, ...known].map((one) => one.amountBaseUnits))).toBe(sum(came.map((one) => one.amountBaseUnits)));
        expect(sum([...lots, ...known].map((one) => one.costUsdUnits ?? 0n))).toBe(sum(came.map((one) => one.usdUnits)));
        expect([...lots, ...closes].every((one) => one.amountBaseUnits > 0n && (one.costUsdUnits ?? 0n) >= 0n)).toBe(true);
        const sold = events.filter(({ kind }) => kind === "dispose");
        const proceeds = closes.filter(({ kind }) => kind === "dispose").map((one) => one.proceedsUsdUnits ?? 0n);
        expect(sum(proceeds)).toBe(sum(sold.map((one) => one.usdUnits)));
      }),
    );
  });
});
