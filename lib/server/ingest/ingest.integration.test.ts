// The ingest's own half: what is let into the index, in which order, and where it then stands. What facts become is proven elsewhere.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { BLOCKS_REQUEST, type BlocksRequest } from "@/lib/contracts/ingest";
import { applyFacts } from "@/lib/server/market/apply-facts";
import { rewindFacts } from "@/lib/server/market/rewind-facts";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { batchOf, datedPlaceOf, networkRequest, placeOf, wireSwap } from "@/lib/testing/ingest-builder";
import { answerCursor } from "./answer-cursor";
import { getCursor } from "./get-cursor";
import { ingestBlocks } from "./ingest-blocks";
import type { IngestParts } from "./ingest-parts";
import { registerNetwork } from "./register-network";
import { rewindIndex } from "./rewind-index";

vi.mock("@/lib/server/market/apply-facts", () => ({ applyFacts: vi.fn() }));
vi.mock("@/lib/server/market/rewind-facts", () => ({ rewindFacts: vi.fn() }));
const applied = vi.mocked(applyFacts);
const rewound = vi.mocked(rewindFacts);

let own: TestDatabase;
let parts: IngestParts;
let pairId = 0;
beforeAll(async () => {
  own = await createTestDatabase();
  parts = { database: createDatabase({ url: own.appUrl, poolSize: 6 }), clock: { nowSeconds: () => 1_790_001_000 } };
});
afterAll(async () => {
  await parts.database.close();
  await own.drop();
});
beforeEach(async () => {
  pairId = (await registerNetwork(networkRequest(), parts)).pairs[0]?.id ?? 0;
  applied.mockReset().mockResolvedValue(undefined);
  rewound.mockReset().mockResolvedValue(undefined);
  await parts.database.asService(async (tx) => {
    await tx.query("DELETE FROM holdfast.index_blocks");
    await tx.query("UPDATE holdfast.index_cursors SET block_number = NULL, block_hash = NULL, block_at = NULL, head_number = NULL");
  });
});

const post = (batch: BlocksRequest) => ingestBlocks(BLOCKS_REQUEST.parse(batch), parts);
const cursor = (more = "") => getCursor(new URLSearchParams(`network=testnet${more}`), parts);
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as { refusal: { code: string } }).refusal.code,
  );

describe("registering a network", () => {
  test("gives each pair its id once and renews what may change", async () => {
    const before = networkRequest();
    const again = { ...before, network: { ...before.network, label: "Renamed" } };
    expect(await registerNetwork(again, parts)).toEqual({ pairs: [{ address: before.pairs[0]?.address, id: pairId }] });
    const [row] = await parts.database.asService((tx) =>
      tx.query("SELECT label, is_simulated FROM holdfast.networks WHERE id = 'testnet'"),
    );
    expect(row).toEqual({ label: "Renamed", is_simulated: true });
    const [pair] = await parts.database.asService((tx) =>
      tx.query<{ base: string }>(
        "SELECT t.symbol AS base FROM holdfast.market_pairs p JOIN holdfast.market_tokens t ON t.address = CASE WHEN p.is_token0_base THEN p.token0 ELSE p.token1 END",
      ),
    );
    expect(pair?.base).toBe("LINK");
  });

  test("refuses another chain, other decimals and other tokens of a pair", async () => {
    const good = networkRequest();
    const [first, second] = good.tokens;
    const [pair] = good.pairs;
    if (first === undefined || second === undefined || pair === undefined) throw new Error("The builder has no pair.");
    const third = { ...second, address: `0x${"f".repeat(40)}` };
    const bad = [
      { ...good, network: { ...good.network, chainId: 1 } },
      { ...good, tokens: [{ ...first, decimals: first.decimals + 1 }, second] },
      { ...good, tokens: [first, first, second] },
      { ...good, tokens: [first, second, third], pairs: [{ ...pair, token1: third.address }] },
      { ...good, pairs: [{ ...pair, token0: pair.token1, token1: pair.token0 }] },
      { ...good, tokens: [first] },
    ];
    for (const request of bad) expect(await refusalOf(registerNetwork(request, parts))).toBe("invalid_request");
    expect((await registerNetwork(good, parts)).pairs[0]?.id).toBe(pairId);
  });
});

describe("a batch", () => {
  test("becomes facts in chain order, keeps its blocks and moves the cursor", async () => {
    const written = await post(batchOf(pairId, { after: null, to: 9, swapsIn: [3, 7] }));
    expect(written).toMatchObject({ ok: true, value: { block: datedPlaceOf(9), headNumber: 9 } });
    expect(applied.mock.calls.map(([, network, facts]) => [network, facts.map(({ blockNumber }) => blockNumber)])).toEqual([
      ["testnet", [3n, 7n]],
    ]);
    expect(applied.mock.calls[0]?.[2][0]).toMatchObject({
      kind: "swap",
      atSeconds: datedPlaceOf(3).atSeconds,
      amount1In: 1_000_000n,
      reserve0: 999_000_000n,
    });
    expect((await cursor()).kept).toEqual([placeOf(7), placeOf(3)]);
    expect((await cursor("&before=7")).kept).toEqual([placeOf(3)]);
  });

  test("that was written before answers the same and changes nothing", async () => {
    const [first, second] = [batchOf(pairId, { after: null, to: 5, swapsIn: [5] }), batchOf(pairId, { after: 5, to: 9, swapsIn: [8] })];
    await post(first);
    const answered = await post(second);
    expect(answered.ok).toBe(true);
    const stands = await cursor();
    expect(await post(second)).toEqual(answered);
    expect(await post(first)).toEqual(answered);
    expect(await cursor()).toEqual(stands);
    expect(applied).toHaveBeenCalledTimes(2);
  });

  test("that does not begin at the cursor is a conflict that says where the index stands", async () => {
    await post(batchOf(pairId, { after: null, to: 5, swapsIn: [5] }));
    const wrong = [
      batchOf(pairId, { after: null, to: 9 }),
      batchOf(pairId, { after: 6, to: 9 }),
      { ...batchOf(pairId, { after: 5, to: 9 }), after: placeOf(5, "other") },
      batchOf(pairId, { after: null, to: 5, branch: "other" }),
    ];
    for (const batch of wrong) {
      const answer = answerCursor(await post(batch), "00000000-0000-4000-8000-000000000000");
      expect([answer.status, await answer.json()]).toEqual([
        409,
        expect.objectContaining({ code: "conflict", cursor: { network: "testnet", block: datedPlaceOf(5), headNumber: 5, kept: [] } }),
      ]);
    }
    expect(applied).toHaveBeenCalledTimes(1);
    expect((await post(batchOf(pairId, { after: 5, to: 9 }))).ok).toBe(true);
  });

  test("that fails half-way leaves no trace", async () => {
    applied.mockRejectedValueOnce(new Error("a bug"));
    const batch = batchOf(pairId, { after: null, to: 5, swapsIn: [2, 5] });
    await expect(post(batch)).rejects.toThrow("a bug");
    expect(await cursor()).toMatchObject({ block: null, kept: [] });
    expect((await post(batch)).ok).toBe(true);
  });

  test("out of order, of another network's pair or of an unregistered network is refused", async () => {
    const good = batchOf(pairId, { after: null, to: 9, swapsIn: [3, 7] });
    const [third, seventh] = good.blocks;
    if (third === undefined || seventh === undefined) throw new Error("The builder has no blocks.");
    const bad: BlocksRequest[] = [
      { ...good, blocks: [seventh, third] },
      { ...good, blocks: [third, third] },
      { ...good, to: datedPlaceOf(6) },
      { ...good, to: datedPlaceOf(7, "other") },
      { ...good, after: placeOf(3) },
      { ...good, after: placeOf(10) },
      { ...good, blocks: [{ ...third, facts: [wireSwap(pairId, 2), wireSwap(pairId, 2)] }] },
      { ...good, blocks: [{ ...third, facts: [wireSwap(pairId + 1_000, 2)] }] },
      { ...good, network: "nowhere" },
    ];
    for (const batch of bad) expect(await refusalOf(post(batch))).toBe("invalid_request");
    expect(applied).not.toHaveBeenCalled();
    expect((await post(good)).ok).toBe(true);
  });

  test.each(["-1", "1.5", "1e3", "0x1", "NaN", "", "9".repeat(79)])("with the amount %j is no batch", (amount) => {
    const batch = batchOf(pairId, { after: null, to: 3, swapsIn: [3] });
    const spoilt = { ...batch, blocks: batch.blocks.map((block) => ({ ...block, facts: [{ ...wireSwap(1, 1), amount1In: amount }] })) };
    expect(BLOCKS_REQUEST.safeParse(batch).success).toBe(true);
    expect(BLOCKS_REQUEST.safeParse(spoilt).success).toBe(false);
  });

  test("waits for the batch before it, of whichever network", async () => {
    const other = (await registerNetwork(networkRequest("othernet", 31_338), parts)).pairs[0]?.id ?? 0;
    const seen: string[] = [];
    applied.mockImplementation(async (_tx, network) => {
      seen.push(`${network} begins`);
      await sleep(60);
      seen.push(`${network} ends`);
    });
    await Promise.all([
      post(batchOf(pairId, { after: null, to: 3, swapsIn: [3] })),
      post(batchOf(other, { after: null, to: 3, swapsIn: [3], network: "othernet" })),
    ]);
    expect(seen).toHaveLength(4);
    for (const at of [0, 2]) expect(seen[at + 1]?.split(" ")[0]).toBe(seen[at]?.split(" ")[0]);
  });

  test("of twenty writers at once is written once", async () => {
    const batch = batchOf(pairId, { after: null, to: 5, swapsIn: [5] });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(batch)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(applied).toHaveBeenCalledTimes(1);
  });
});

describe("a rewind", () => {
  beforeEach(() => post(batchOf(pairId, { after: null, to: 9, swapsIn: [3, 7] })));

  test("goes back to a kept block, or to nothing, and the chain goes on from there on another branch", async () => {
    expect(await rewindIndex({ network: "testnet", from: placeOf(9), to: placeOf(3) }, parts)).toMatchObject({
      ok: true,
      value: { block: datedPlaceOf(3) },
    });
    expect(rewound.mock.calls.map(([, network, block]) => [network, block])).toEqual([["testnet", 3n]]);
    expect((await cursor()).kept).toEqual([placeOf(3)]);
    const branch = { ...batchOf(pairId, { after: 3, to: 8, swapsIn: [7], branch: "other" }) };
    expect((await post(branch)).ok).toBe(true);
    expect((await cursor()).kept).toEqual([placeOf(7, "other"), placeOf(3)]);
    expect(await rewindIndex({ network: "testnet", from: placeOf(8, "other"), to: null }, parts)).toMatchObject({
      ok: true,
      value: { block: null },
    });
    expect(rewound.mock.calls[1]?.[2]).toBe(-1n);
    expect((await cursor()).kept).toEqual([]);
  });

  test("done before answers the same; from elsewhere, to the unknown or forward it is a conflict", async () => {
    const back = { network: "testnet", from: placeOf(9), to: placeOf(7) };
    const answered = await rewindIndex(back, parts);
    expect(await rewindIndex(back, parts)).toEqual(answered);
    expect(rewound).toHaveBeenCalledTimes(1);
    const wrong = [
      { ...back, to: placeOf(3) },
      { ...back, from: placeOf(7, "other"), to: placeOf(3) },
      { ...back, from: placeOf(7), to: placeOf(4) },
      { ...back, from: placeOf(7), to: placeOf(3, "other") },
      { ...back, from: placeOf(7), to: placeOf(9) },
    ];
    for (const request of wrong)
      expect(await rewindIndex(request, parts)).toMatchObject({ ok: false, refusal: { block: datedPlaceOf(7) } });
    expect(rewound).toHaveBeenCalledTimes(1);
    expect((await rewindIndex({ ...back, from: placeOf(7), to: placeOf(3) }, parts)).ok).toBe(true);
  });
});
