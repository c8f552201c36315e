// The list of trades on real PostgreSQL: everything once, by each filter and by its index.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_TRADES, type TradeFilters } from "@/lib/contracts/trade-filters";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { addSwap, FEED_WALLET } from "@/lib/testing/feed-rows";
import { seedMarketRows } from "@/lib/testing/market-rows";
import { codeOf } from "@/lib/testing/refusal-code";
import { readTrades } from "./read-trades";
import { tradeSource } from "./trade-source";

let db: TestDatabase;
let database: Database;
const ana = { sub: "ana" };
beforeAll(async () => {
  db = await createTestDatabase();
  database = createDatabase({ url: db.appUrl, poolSize: 3 });
  await seedMarketRows(database, { wallets: 3, swaps: 200, endsAtSeconds: 1_800_000_000 });
});
afterAll(async () => {
  await database.close();
  await db.drop();
});

const page = (filters: Partial<TradeFilters> = {}, cursor: string | null = null, trader = ana) =>
  readTrades(trader, { ...ALL_TRADES, ...filters }, cursor, { database });
const follow = (wallet: string) =>
  database.asTrader(ana.sub, (tx) =>
    tx.query("INSERT INTO holdfast.follows (trader, wallet, label, note, created_at) VALUES ($1, $2, '', '', now())", [ana.sub, wallet]),
  );

describe("the list", () => {
  it("is everything once, newest first, page by page, and says up to where it is complete", async () => {
    const seqs: bigint[] = [];
    let cursor: string | null = null;
    do {
      const { rows, nextCursor, head } = await page({}, cursor);
      expect(head === null).toBe(cursor !== null);
      if (head !== null) expect(BigInt(head)).toBe(BigInt(rows[0]?.seq ?? "0"));
      seqs.push(...rows.map(({ seq }) => BigInt(seq)));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(seqs).toEqual([...new Set(seqs)].sort((left, right) => (left < right ? 1 : -1)));
    expect(seqs.length).toBeGreaterThanOrEqual(200);
  });

  it("holds what each filter says, and followed wallets are the trader's own", async () => {
    const wallet = `0x${"f1".repeat(20)}`;
    const big = await addSwap(database, { pairId: 2, wallet, usd: 10_000 });
    await addSwap(database, { pairId: 3, wallet: FEED_WALLET, usd: 9_999 });
    await addSwap(database, { pairId: 3, wallet: FEED_WALLET, usd: null });
    expect((await page({ wallet })).rows.map(({ seq }) => seq)).toEqual([big.toString()]);
    expect((await page({ pairId: 2 })).rows.every(({ pairId }) => pairId === 2)).toBe(true);
    expect((await page({ sizeUsdMin: 10_000, wallet })).rows).toHaveLength(1);
    expect((await page({ sizeUsdMin: 100_000, wallet })).rows).toHaveLength(0);
    expect((await page({ sizeUsdMin: 10_000 })).rows.every(({ usdValue }) => Number(usdValue) >= 10_000)).toBe(true);
    expect((await page({ isFollowed: true })).rows).toEqual([]);
    await follow(wallet);
    expect((await page({ isFollowed: true })).rows.map(({ seq }) => seq)).toEqual([big.toString()]);
    expect((await page({ isFollowed: true }, null, { sub: "eve" })).rows).toEqual([]);
  });

  it.each(["0", "-1", "x", "1 OR true", "9".repeat(19)])("refuses the cursor %s", async (cursor) => {
    expect(await codeOf(page({}, cursor))).toBe("invalid_request");
  });
});

describe("each filter", () => {
  const plans: readonly [string, Partial<TradeFilters>, RegExp][] = [
    ["none", {}, /swaps_seq_key/],
    ["a network", { network: "base-local" }, /swaps_by_network/],
    ["a pair", { pairId: 2 }, /swaps_by_pair/],
    ["a wallet", { wallet: FEED_WALLET }, /swaps_by_wallet/],
    ["1,000 dollars", { sizeUsdMin: 1_000 }, /swaps_from_1000_usd/],
    ["10,000 dollars", { sizeUsdMin: 10_000 }, /swaps_from_10000_usd/],
    ["100,000 dollars", { sizeUsdMin: 100_000 }, /swaps_from_100000_usd/],
    ["followed wallets", { isFollowed: true }, /swaps_by_wallet/],
  ];
  it.each(plans)("of %s is served by its index, without a sort of the market", async (_, filters, index) => {
    const { from, params } = tradeSource({ ...ALL_TRADES, ...filters }, { before: 10n ** 9n }, "DESC", 51);
    const plan = await database.asTrader(ana.sub, async (tx) => {
      await tx.query("SET LOCAL enable_seqscan = off");
      // A table this small is read whole by any plan; the question is whether the statement's form allows its index.
      await tx.query("SET LOCAL enable_bitmapscan = off");
      return tx.query<{ "QUERY PLAN": string }>(`EXPLAIN SELECT s.seq FROM ${from}`, params);
    });
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toMatch(index);
    expect(text).not.toMatch(/Seq Scan on swaps/);
    if (filters.isFollowed !== true) expect(text).not.toMatch(/Sort/);
  });
});
