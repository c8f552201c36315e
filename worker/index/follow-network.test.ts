import { beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { createFakeChain, FAKE_PAIR, FAKE_TOKENS, type FakeChain } from "@/lib/testing/fake-chain";
import { createFakeIngest, type FakeIngest } from "@/lib/testing/fake-ingest";
import { followNetwork, type Step } from "./follow-network";

let chain: FakeChain;
let ingest: FakeIngest;
let logged: string[];
let now = 1_790_000_000;
beforeEach(() => {
  chain = createFakeChain(30);
  ingest = createFakeIngest();
  logged = [];
});

const follow = (rangeBlocksMax = 5_000) => {
  const note = (event: string): void => void logged.push(event);
  const [token0, token1] = FAKE_TOKENS;
  return followNetwork({
    ...{ chain, ingest, network: "testnet", startBlock: 1, rangeBlocksMax, clock: { nowSeconds: () => now } },
    log: { info: note, warn: note, error: note },
    followed: { pairs: new Map([[FAKE_PAIR, { id: 1, token0, token1 }]]), router: null },
  });
};

/** Takes steps, however they fail, until one has nothing to do. */
async function settle(step: () => Promise<Step>, stepsMax = 100): Promise<number> {
  for (let taken = 1; taken <= stepsMax; taken += 1) if ((await step().catch(() => "failed")) === "idle") return taken;
  throw new Error("It never comes to rest.");
}

/** What the index must hold now: each third block of the chain as it is. */
async function expectWhole(): Promise<void> {
  const expected = [];
  for (let number = 3; number <= chain.head; number += 3) expected.push(await chain.findBlock(number));
  expect(ingest.kept).toEqual(expected.map((block) => ({ number: block?.number, hash: block?.hash })));
  expect(ingest.block).toMatchObject({ number: chain.head, hash: (await chain.findBlock("latest"))?.hash });
}

describe("following a network", () => {
  it("reads every block once, in ranges, to the head and along with it", async () => {
    const step = follow(8);
    await settle(step);
    expect(ingest.posted).toEqual([
      [-1, 8],
      [8, 16],
      [16, 24],
      [24, 30],
    ]);
    chain.head = 33;
    await settle(step);
    expect(ingest.posted.at(-1)).toEqual([30, 33]);
    await expectWhole();
  });

  it("begins where the index stands, whoever wrote it", async () => {
    await settle(follow());
    chain.head = 40;
    await settle(follow());
    expect(ingest.posted).toEqual([
      [-1, 30],
      [30, 40],
    ]);
  });

  it("finds out how much a node answers at once", async () => {
    chain.rangeMax = 3;
    await settle(follow());
    await expectWhole();
  });

  it.each(["before", "after"] as const)("survives a product that goes away %s a write counted", async (moment) => {
    let failures = 0;
    ingest.around = (at) => {
      if (at === moment && (failures += 1) % 2 === 1) throw new UnavailableError("app", "away");
    };
    await settle(follow(4));
    expect(failures).toBeGreaterThan(3);
    await expectWhole();
  });

  it("survives a node that fails at any question", async () => {
    let questions = 0;
    chain.before = () => {
      if ((questions += 1) % 11 === 0) throw new UnavailableError("chain", "away");
    };
    await settle(follow(4));
    chain.before = () => undefined;
    await expectWhole();
  });

  it("goes back to where chain and index agree, however deep", async () => {
    const step = follow();
    await settle(step);
    for (const [forkedAt, branch] of [
      [29, "b"],
      [7, "c"],
      [1, "d"],
    ] as const) {
      Object.assign(chain, { forkedAt, branch, head: chain.head + 1 });
      await settle(step);
      await expectWhole();
    }
    expect(logged.filter((event) => event === "reorganised")).toHaveLength(2);
    expect(logged).toContain("reorganised_to_the_beginning");
  });

  it("takes nothing from a chain that changed while it was being read, and everything from the one that stayed", async () => {
    await settle(follow());
    const step = follow();
    chain.head = 36;
    chain.before = (question) => {
      if (!question.startsWith("logs")) return;
      chain.before = () => undefined;
      Object.assign(chain, { forkedAt: 32, branch: "b" });
    };
    const posts = ingest.posted.length;
    expect(await step()).toBe("idle");
    expect(ingest.posted).toHaveLength(posts);
    await settle(step);
    await expectWhole();
  });

  it("gives a node that is late its time, and takes no block back for it", async () => {
    const step = follow();
    await settle(step);
    chain.head = 20;
    await settle(step);
    expect(ingest.block?.number).toBe(30);
    expect(logged).toContain("node_is_behind");
    chain.head = 34;
    await settle(step);
    await expectWhole();
    expect(logged).not.toContain("reorganised");
  });

  it("goes back for a shorter chain as soon as a block shows that it is another", async () => {
    const step = follow();
    await settle(step);
    Object.assign(chain, { head: 20, forkedAt: 10, branch: "b" });
    await settle(step);
    await expectWhole();
  });

  it("reports every five seconds that nothing is new, and only then", async () => {
    const step = follow();
    await settle(step);
    const posts = ingest.posted.length;
    now += 4;
    await step();
    expect(ingest.posted).toHaveLength(posts);
    now += 1;
    await step();
    expect(ingest.posted.slice(posts)).toEqual([[30, 30]]);
  });
});
