import { describe, expect, it } from "vitest";
import { cutBatches } from "./cut-batches";
import { afterAnswer, afterRefusal, RANGE_FACTS_MAX } from "./range-size";
import type { FactBlock } from "./read-range";

const hash = (number: number): string => `0x${String(number).padStart(64, "0")}`;
const block = (number: number, facts: number): FactBlock => ({
  ...{ number, hash: hash(number), atSeconds: number },
  facts: Array.from({ length: facts }, (_, logIndex) => ({ kind: "reserves" as const, pairId: 1, logIndex, reserve0: "1", reserve1: "1" })),
});
const cut = (blocks: FactBlock[], factsMax: number) =>
  cutBatches({
    ...{ network: "testnet", after: { number: 0, hash: hash(0) }, headNumber: 99, factsMax },
    range: { to: { number: 50, hash: hash(50), parentHash: hash(49), atSeconds: 50 }, blocks, facts: 0 },
  });

describe("how many blocks one question spans", () => {
  it("doubles while answers are small, up to its limit, and halves when they are large", () => {
    expect(afterAnswer(1_000, 0, 5_000)).toBe(2_000);
    expect(afterAnswer(4_000, 0, 5_000)).toBe(5_000);
    expect(afterAnswer(1_000, RANGE_FACTS_MAX / 2 + 1, 5_000)).toBe(1_000);
    expect(afterAnswer(1_000, RANGE_FACTS_MAX + 1, 5_000)).toBe(500);
    expect(afterAnswer(1, RANGE_FACTS_MAX + 1, 5_000)).toBe(1);
  });

  it("shrinks to what any node answers within a few refusals, and never to nothing", () => {
    let blocks = 5_000;
    for (let refusals = 0; refusals < 8; refusals += 1) blocks = afterRefusal(blocks);
    expect(blocks).toBe(1);
  });
});

describe("the posts of a range", () => {
  it("follow on each other without a gap, and end where the range does", () => {
    const batches = cut([block(3, 2), block(5, 2), block(9, 3), block(40, 1)], 4);
    expect(batches.map(({ after, to, blocks }) => [after?.number, to.number, blocks.map(({ number }) => number)])).toEqual([
      [0, 5, [3, 5]],
      [5, 50, [9, 40]],
    ]);
    expect(batches.map(({ after }) => after?.hash)).toEqual([hash(0), hash(5)]);
  });

  it("are one when nothing happened, and never part a block", () => {
    expect(cut([], 4)).toMatchObject([{ after: { number: 0 }, to: { number: 50 }, blocks: [] }]);
    expect(cut([block(3, 9)], 4)).toHaveLength(1);
    expect(cut([block(3, 9), block(4, 9)], 4).map(({ to }) => to.number)).toEqual([3, 50]);
  });
});
