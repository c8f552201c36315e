// Each kind of rule by an example that can be worked out on paper.
import { describe, expect, it } from "vitest";
import { BOB, ADA, EVE, FOLLOWS, play, type Sketch, swap, USD } from "@/lib/testing/play-rule";
import { COOLDOWN_SECONDS, type RuleText } from "./rule";
import { recountPair, startRule, takeBackFiring } from "./start-rule";

const firedAt = (rule: RuleText, sketches: readonly Sketch[]): number[] =>
  play(rule, sketches.map(swap)).happenings.map((happening) => happening.swap.atSeconds);

describe("a followed wallet buys", () => {
  const rule: RuleText = { kind: "wallet_buys", wallet: null, pairId: null, usdMin: "500" };
  it("fires for any followed wallet's purchase of that size, each time, and for nothing else", () => {
    expect(
      firedAt(rule, [
        { at: 1, wallet: EVE, usd: 900 },
        { at: 2, wallet: ADA, usd: 499 },
        { at: 3, wallet: ADA, usd: 500 },
        { at: 4, wallet: BOB, usd: 900, buys: false },
        { at: 5, wallet: BOB, usd: 900, pairId: 7 },
        { at: 6, wallet: BOB, usd: null },
      ]),
    ).toEqual([3, 5]);
  });
  it("of a named wallet or pair fires for that one, also without a value when no size is asked for", () => {
    const named: RuleText = { ...rule, wallet: BOB, pairId: 2, usdMin: null };
    const sketches: Sketch[] = [
      { at: 1, wallet: ADA, pairId: 2 },
      { at: 2, wallet: BOB, pairId: 1 },
      { at: 3, wallet: BOB, pairId: 2, usd: null },
    ];
    expect(firedAt(named, sketches)).toEqual([3]);
  });
  it("names two purchases of one transaction apart, and the same one alike in whatever block", () => {
    const twice = [swap({ at: 1, wallet: ADA, usd: 600, tx: "0x01" }), swap({ at: 1, wallet: ADA, usd: 700, tx: "0x01" })];
    const [first, second] = play(rule, twice).happenings;
    expect([first?.key, second?.key]).toEqual(["testnet/1/0x01/0", "testnet/1/0x01/1"]);
    const { state } = play(rule, twice);
    const again = play(
      rule,
      twice.map((one) => ({ ...one, atSeconds: 9 })),
      takeBackFiring(state, new Set()),
    );
    expect(again.happenings.map(({ key }) => key)).toEqual([first?.key, second?.key]);
  });
});

describe("a price crosses", () => {
  const rule: RuleText = { kind: "price_crosses", pairId: 1, direction: "above", price: "12" };
  it("fires when it is reached from below, and again only after it was below", () => {
    const far = COOLDOWN_SECONDS;
    const sketches = [10, 11, 12, 13, 12, 11, 12].map((price, index) => ({ at: index * far, price }));
    expect(firedAt(rule, sketches)).toEqual([2 * far, 6 * far]);
  });
  it("does not fire when it is above from the first", () => {
    expect(
      firedAt(rule, [
        { at: 1, price: 13 },
        { at: 2, price: 14 },
        { at: 3, price: 11 },
        { at: 4, price: 12 },
      ]),
    ).toEqual([4]);
  });
  it("keeps still during its cool-down, to the second, and then fires if it is still beyond", () => {
    const edge = [
      { at: 0, price: 11 },
      { at: 1, price: 12 },
      { at: 2, price: 11 },
    ];
    expect(firedAt(rule, [...edge, { at: COOLDOWN_SECONDS, price: 12 }, { at: COOLDOWN_SECONDS + 1, price: 12 }])).toEqual([
      1,
      COOLDOWN_SECONDS + 1,
    ]);
  });
  it("below works the other way round", () => {
    expect(
      firedAt({ ...rule, direction: "below" }, [
        { at: 1, price: 13 },
        { at: 2, price: 12 },
      ]),
    ).toEqual([2]);
  });
});

describe("a price moves", () => {
  const rule: RuleText = { kind: "price_moves", pairId: 1, percent: "20", windowSeconds: 300 };
  it("fires on 20 % from the lowest or the highest price of the window, signed", () => {
    const up = play(rule, [swap({ at: 0, price: 10 }), swap({ at: 60, price: 11 }), swap({ at: 120, price: 12 })]);
    expect(up.happenings.map(({ measured }) => measured)).toEqual([2_000n]);
    const down = play(rule, [swap({ at: 0, price: 10 }), swap({ at: 60, price: 8 })]);
    expect(down.happenings.map(({ measured }) => measured)).toEqual([-2_000n]);
  });
  it("does not look beyond its window", () => {
    expect(
      firedAt(rule, [
        { at: 0, price: 10 },
        { at: 300, price: 12 },
      ]),
    ).toEqual([]);
    expect(
      firedAt(rule, [
        { at: 0, price: 10 },
        { at: 299, price: 12 },
      ]),
    ).toEqual([299]);
  });
});

describe("volume and flow", () => {
  const volume: RuleText = { kind: "volume", pairId: 1, usd: "1000", windowSeconds: 300 };
  it("count what changed hands within the window, whoever it was, and not what has no value", () => {
    expect(
      firedAt(volume, [
        { at: 0, usd: 600 },
        { at: 10, usd: null },
        { at: 20, usd: 399 },
        { at: 30, usd: 1, buys: false },
      ]),
    ).toEqual([30]);
    expect(
      firedAt(volume, [
        { at: 0, usd: 600 },
        { at: 300, usd: 600 },
      ]),
    ).toEqual([]);
  });
  it("fire anew once the window has emptied, although no swap said so", () => {
    expect(
      firedAt(volume, [
        { at: 0, usd: 1_000 },
        { at: 10, usd: 1 },
        { at: 2_000, usd: 1_000 },
      ]),
    ).toEqual([0, 2_000]);
  });
  it("net flow is purchases less sales, either way", () => {
    const into: RuleText = { kind: "flow", pairId: 1, direction: "in", usd: "1000", windowSeconds: 300 };
    const sketches: Sketch[] = [
      { at: 0, usd: 1_500, buys: false },
      { at: 1, usd: 2_499 },
      { at: 2, usd: 1 },
    ];
    const played = play(into, sketches.map(swap));
    expect(played.happenings.map(({ measured }) => measured)).toEqual([1_000n * USD]);
    expect(firedAt({ ...into, direction: "out" }, sketches)).toEqual([0]);
  });
});

describe("several followed wallets", () => {
  const rule: RuleText = { kind: "wallets_agree", pairId: null, side: "buy", wallets: 2, windowSeconds: 300 };
  it("agree when so many of them were last seen on that side of one pair within the window", () => {
    expect(
      firedAt(rule, [
        { at: 0, wallet: ADA },
        { at: 1, wallet: EVE },
        { at: 2, wallet: ADA },
        { at: 3, wallet: BOB },
      ]),
    ).toEqual([3]);
    expect(
      firedAt(rule, [
        { at: 0, wallet: ADA },
        { at: 1, wallet: BOB, pairId: 2 },
      ]),
    ).toEqual([]);
    expect(
      firedAt(rule, [
        { at: 0, wallet: ADA },
        { at: 300, wallet: BOB },
      ]),
    ).toEqual([]);
    expect(
      firedAt(rule, [
        { at: 0, wallet: ADA },
        { at: 1, wallet: ADA, buys: false },
        { at: 2, wallet: BOB },
      ]),
    ).toEqual([]);
  });
  it("does not count a wallet that is followed no more", () => {
    const { state } = play(rule, [swap({ at: 0, wallet: ADA })]);
    expect(play(rule, [swap({ at: 1, wallet: BOB })], state, new Set([BOB])).happenings).toEqual([]);
  });
});

describe("a rule begins", () => {
  it("with its window as it is, and raises nothing of it", () => {
    const rule: RuleText = { kind: "volume", pairId: 1, usd: "1000", windowSeconds: 300 };
    const begun = startRule(rule, [swap({ at: 0, usd: 999 })], FOLLOWS);
    expect(play(rule, [swap({ at: 1, usd: 1 })], begun).happenings).toHaveLength(1);
    const beyond = startRule(rule, [swap({ at: 0, usd: 1_500 })], FOLLOWS);
    expect(play(rule, [swap({ at: 1, usd: 1 })], beyond).happenings).toEqual([]);
    expect(play(rule, [swap({ at: 400, usd: 1_000 })], beyond).happenings).toHaveLength(1);
  });
});

describe("a chain takes swaps back", () => {
  const rule: RuleText = { kind: "volume", pairId: 1, usd: "1000", windowSeconds: 300 };
  it("and what it had fired may fire again under the same name", () => {
    const [small, large] = [swap({ at: 0, usd: 400 }), swap({ at: 10, usd: 700 })];
    const before = play(rule, [small, large]);
    const key = before.happenings[0]?.key ?? "";
    const after = takeBackFiring(recountPair(rule, before.state, 1, [small], FOLLOWS), new Set([key]));
    const again = play(rule, [{ ...large, atSeconds: 12 }], after);
    expect(again.happenings.map((happening) => happening.key)).toEqual([key]);
    expect(again.happenings[0]?.measured).toBe(1_100n * USD);
  });
  it("and an event that stands keeps its rule still", () => {
    const [first, second] = [swap({ at: 0, usd: 1_000 }), swap({ at: 10, usd: 700 })];
    const before = play(rule, [first, second]);
    const after = takeBackFiring(recountPair(rule, before.state, 1, [first], FOLLOWS), new Set());
    expect(play(rule, [{ ...second, atSeconds: 12 }], after).happenings).toEqual([]);
  });
});
