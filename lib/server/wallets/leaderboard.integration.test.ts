import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_WALLET_FILTERS, WALLET_SORTS, type WalletFilters } from "@/lib/contracts/wallet-filters";
import type { WalletRowDto } from "@/lib/contracts/wallets";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { seedMarketRows } from "@/lib/testing/market-rows";
import { codeOf } from "@/lib/testing/refusal-code";
import { followWallet } from "./follow-wallet";
import { leaderboardStatement } from "./leaderboard-statement";
import { listWallets, WALLET_PAGE_SIZE } from "./list-wallets";
import { writeWalletCursor } from "./wallet-cursor";

const NOW_SECONDS = 1_800_000_000;
const WALLETS = 20_000;
const ana = { sub: "ana" };
const ben = { sub: "ben" };

let file: TestDatabase;
let app: Database;
const parts = () => ({ database: app, clock: { nowSeconds: () => NOW_SECONDS } });
const list = (changes: Partial<WalletFilters> = {}, cursor: string | null = null, trader = ana) =>
  listWallets(trader, { ...NO_WALLET_FILTERS, ...changes }, cursor, parts());

async function listPages(changes: Partial<WalletFilters>, pages: number): Promise<WalletRowDto[]> {
  const rows: WalletRowDto[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pages; page++) {
    const read = await list(changes, cursor);
    rows.push(...read.rows);
    cursor = read.nextCursor;
    if (cursor === null) break;
  }
  return rows;
}

beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 2 });
  await seedMarketRows(app, { wallets: WALLETS, swaps: 0, endsAtSeconds: NOW_SECONDS });
  const owner = new pg.Client({ connectionString: file.ownerUrl });
  await owner.connect();
  await owner.query("ANALYZE holdfast.wallet_stats");
  await owner.end();
});
afterAll(async () => {
  await app.close();
  await file.drop();
});

describe("the leaderboard", () => {
  it.each(WALLET_SORTS)("by %s reads each wallet of a network once, in order, however the pages fall", async (sort) => {
    const network = "base-local";
    const rows = await listPages({ sort, network }, 1_000);
    const [counted] = await app.asService((tx) =>
      tx.query<{ count: bigint }>("SELECT count(*) FROM holdfast.wallet_stats WHERE network = $1", [network]),
    );
    expect(new Set(rows.map(({ wallet }) => wallet)).size).toBe(rows.length);
    expect(BigInt(rows.length)).toBe(counted?.count);
    const figures = rows.map((row) => figureOf[sort](row));
    const ordered = [...figures].sort((left, right) => (sort === "drawdown" ? left - right : right - left));
    expect(figures).toEqual(ordered);
  });

  it("puts wallets that have closed nothing last by win rate and by holding time", async () => {
    for (const sort of ["win_rate", "holding"] as const) {
      const end = writeWalletCursor({ sort, value: null, wallet: `0x${"0".repeat(40)}` });
      const { rows } = await list({ sort }, end);
      expect(rows).toHaveLength(WALLET_PAGE_SIZE);
      expect(rows.every(({ winRateBps, heldSecondsAvg }) => winRateBps === null && heldSecondsAvg === null)).toBe(true);
    }
  });

  it.each(WALLET_SORTS.flatMap((sort) => [[sort, false] as const, [sort, true] as const]))(
    "by %s never reads the whole table (after a place: %s)",
    async (sort, isAfter) => {
      const value = {
        profit: 0n,
        win_rate: 5_000n,
        drawdown: 4_000_000_000_000n,
        holding: 900_000n,
        activity: 1_799_000_000n,
        trades: 30n,
        volume: 0n,
      };
      const after = isAfter ? { sort, value: value[sort], wallet: `0x${"7".repeat(40)}` } : null;
      const asked = { sort, network: "all", minTrades: 0, activeSinceSeconds: null, among: null, prefix: null, after, limit: 51 };
      const { sql, params } = leaderboardStatement(asked);
      const plan = await app.asService((tx) => tx.query<{ "QUERY PLAN": string }>(`EXPLAIN ${sql}`, params));
      const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
      expect(text).not.toContain("Seq Scan");
      expect(text).toContain("Index Scan");
    },
  );

  it("stays in step when wallets move between two pages: what did not move is read once", async () => {
    const before = await listPages({}, 4);
    const first = await list();
    const moved = before[10]?.wallet ?? "";
    await app.asService((tx) =>
      tx.query("UPDATE holdfast.wallet_stats SET realised_usd = -1e16 WHERE wallet = $1 AND network = 'all'", [moved]),
    );
    const second = await list({}, first.nextCursor);
    const seen = [...first.rows, ...second.rows].map(({ wallet }) => wallet);
    expect(seen).toEqual(before.slice(0, 2 * WALLET_PAGE_SIZE).map(({ wallet }) => wallet));
  });
});

describe("filters of the leaderboard", () => {
  it("hold to the row: trades at least, active within, network", async () => {
    const rows = await listPages({ minTrades: 50, activeDays: 7, network: "ethereum-local" }, 3);
    expect(rows.length).toBeGreaterThan(WALLET_PAGE_SIZE);
    for (const row of rows) {
      expect(row.trades).toBeGreaterThanOrEqual(50);
      expect(Date.parse(row.lastAt) / 1_000).toBeGreaterThanOrEqual(NOW_SECONDS - 7 * 86_400);
      expect(row.network).toBe("ethereum-local");
    }
  });

  it("find an address by its start, in either case, and nothing else", async () => {
    const [some] = (await list()).rows;
    const start = (some?.wallet ?? "").slice(0, 8);
    const { rows } = await list({ search: start.toUpperCase().replace("0X", "0x") });
    expect(rows.map(({ wallet }) => wallet)).toContain(some?.wallet);
    expect(rows.every(({ wallet }) => wallet.startsWith(start))).toBe(true);
    expect((await list({ search: "0x%" })).rows).toEqual([]);
  });

  it("know a trader's own follows and labels, and nobody else's", async () => {
    const [one, two] = (await list({ sort: "volume" })).rows;
    await followWallet(ana, one?.wallet ?? "", { label: "Early bird", note: "" }, parts());
    await followWallet(ben, two?.wallet ?? "", { label: "Bird of Ben", note: "" }, parts());
    expect((await list({ followedOnly: true })).rows.map(({ wallet, follow }) => [wallet, follow?.label])).toEqual([
      [one?.wallet, "Early bird"],
    ]);
    expect((await list({ search: "bird" })).rows.map(({ wallet }) => wallet)).toEqual([one?.wallet]);
    expect((await list({ search: "bird" }, null, ben)).rows.map(({ wallet }) => wallet)).toEqual([two?.wallet]);
    expect((await list({ search: "%" })).rows).toEqual([]);
    expect((await list({ followedOnly: true }, null, { sub: "carla" })).rows).toEqual([]);
  });

  it("refuse a cursor of another order or of nobody, and take their own", async () => {
    const { nextCursor } = await list();
    expect(await codeOf(list({ sort: "volume" }, nextCursor))).toBe("invalid_request");
    expect(await codeOf(list({}, "nonsense"))).toBe("invalid_request");
    expect(await codeOf(list({}, nextCursor))).toBe("done");
  });
});

const orLast = (figure: number | null): number => figure ?? -1;
const figureOf: Readonly<Record<(typeof WALLET_SORTS)[number], (row: WalletRowDto) => number>> = {
  profit: (row) => Number(row.realisedUsd),
  win_rate: (row) => orLast(row.winRateBps),
  drawdown: (row) => Number(row.drawdownUsd),
  holding: (row) => orLast(row.heldSecondsAvg),
  activity: (row) => Date.parse(row.lastAt),
  trades: (row) => row.trades,
  volume: (row) => Number(row.volumeUsd),
};
