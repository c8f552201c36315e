import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Lot, disposeFifo } from "./fifo-lots";
import { shareOf } from "./share-of";

const lot = (amountLeft: bigint, costLeft: bigint, openedAtSeconds = 0): Lot => ({ amountLeft, costLeft, openedAtSeconds });

describe("disposeFifo", () => {
  it("gives up the oldest first and splits the cost of the one it breaks", () => {
    // 10 for 100 and 10 for 200; 15 go: all of the first, half of the second: 100 + 100.
    const { rest, matched, cost } = disposeFifo([lot(10n, 100n), lot(10n, 200n)], 15n, 0);
    expect({ matched, cost }).toEqual({ matched: 15n, cost: 200n });
    expect(rest).toEqual([lot(5n, 100n)]);
  });

  it("loses nothing to rounding: the last unit takes the rest", () => {
    // 3 for 100: 33, 33 and 34.
    const first = disposeFifo([lot(3n, 100n)], 1n, 0);
    const second = disposeFifo(first.rest, 1n, 0);
    const third = disposeFifo(second.rest, 1n, 0);
    expect([first.cost, second.cost, third.cost]).toEqual([33n, 33n, 34n]);
    expect(third.rest).toEqual([]);
  });

  it("matches only what was seen being bought", () => {
    const { rest, matched, cost } = disposeFifo([lot(4n, 40n)], 10n, 0);
    expect({ rest, matched, cost }).toEqual({ rest: [], matched: 4n, cost: 40n });
    expect(disposeFifo([], 10n, 0)).toEqual({ rest: [], matched: 0n, cost: 0n, heldSeconds: 0 });
    expect(disposeFifo([lot(4n, 40n)], 0n, 0).rest).toEqual([lot(4n, 40n)]);
  });

  it("weighs holding time by amount and rounds it down", () => {
    // 1 held for 100 s, 2 held for 50 s: 200 / 3 = 66.
    expect(disposeFifo([lot(1n, 1n, 0), lot(5n, 1n, 50)], 3n, 100).heldSeconds).toBe(66);
  });

  it("keeps every unit of amount and cost in exactly one place, for any sales", () => {
    const positive = fc.bigInt(1n, 10n ** 24n);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(positive, fc.bigInt(0n, 10n ** 20n)), { maxLength: 8 }),
        fc.array(positive, { maxLength: 8 }),
        (bought, sales) => {
          let lots: readonly Lot[] = bought.map(([amount, cost]) => lot(amount, cost));
          let [amount, cost] = [0n, 0n];
          for (const sale of sales) {
            const disposal = disposeFifo(lots, sale, 1);
            lots = disposal.rest;
            amount += disposal.matched;
            cost += disposal.cost;
          }
          const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
          expect(amount + sum(lots.map(({ amountLeft }) => amountLeft))).toBe(sum(bought.map(([value]) => value)));
          expect(cost + sum(lots.map(({ costLeft }) => costLeft))).toBe(sum(bought.map(([, value]) => value)));
          expect(lots.every(({ amountLeft, costLeft }) => amountLeft > 0n && costLeft >= 0n)).toBe(true);
        },
      ),
    );
  });

  it("refuses to give up less than nothing", () => {
    expect(() => disposeFifo([], -1n, 0)).toThrow("Invariant");
  });
});

describe("shareOf", () => {
  it("is all when all matched, and otherwise its part, rounded down", () => {
    expect(shareOf(100n, 3n, 3n)).toBe(100n);
    expect(shareOf(100n, 2n, 3n)).toBe(66n);
    expect(shareOf(100n, 0n, 3n)).toBe(0n);
  });
});
