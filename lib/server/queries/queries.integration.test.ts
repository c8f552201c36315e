import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Result, accept, refuse } from "@/lib/ground/result";
import { holdPostings } from "@/lib/ledger/transfer";
import type { PriceFault } from "@/lib/market/judge-price-round";
import type { Scaled } from "@/lib/money/multiply-by-price";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { seedAssets } from "@/lib/testing/seed-assets";
import type { PriceSource } from "@/lib/use-cases/ports/price-source";
import { type Deposit, recordDeposit } from "@/lib/use-cases/record-deposit";
import { readActivity } from "./read-activity";
import { readPortfolio } from "./read-portfolio";

const NOW_SECONDS = 1_800_000_000;
const ETH_FEED = "0x1111111111111111111111111111111111111111";
const USDC_FEED = "0x2222222222222222222222222222222222222222";

let file: TestDatabase;
let app: Database;
let worker: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 2 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 4 });
  await seedAssets(worker);
});
afterAll(async () => {
  await Promise.all([app.close(), worker.close()]);
  await file.drop();
});

const price = (units: bigint): Result<Scaled, PriceFault> => accept({ units, decimals: 8 });
const pricesOf = (answers: Readonly<Record<string, Result<Scaled, PriceFault>>>): PriceSource => ({
  readPrices: async (feeds) => new Map(feeds.map(({ address }) => [address, answers[address] ?? refuse("down")])),
});
const goodPrices = pricesOf({ [ETH_FEED]: price(325_012_000_000n), [USDC_FEED]: price(99_990_000n) });

const book = async (trader: string, changes: Partial<Deposit>): Promise<void> => {
  const deposit = {
    ...{ trader, asset: "ETH", network: "testnet", amountBaseUnits: 10n ** 18n, costUsdUnits: 250_000_000_000n },
    ...{ reference: "0xabc", idempotencyKey: "d1", occurredAtSeconds: NOW_SECONDS - 60, ...changes },
  };
  expect((await recordDeposit({ ledger: createPostgresLedgerStore(worker) }, deposit, NOW_SECONDS)).ok).toBe(true);
};
const hold = (trader: string, amountBaseUnits: bigint) =>
  createPostgresLedgerStore(app).post(
    {
      ...{ kind: "hold", trader, reference: "w1", idempotencyKey: "h1", occurredAtSeconds: NOW_SECONDS - 30, costUsdUnits: null },
      postings: holdPostings({ trader, asset: "ETH", network: "testnet", amountBaseUnits }),
    },
    NOW_SECONDS,
  );
const portfolioOf = (trader: string, prices = goodPrices) => readPortfolio({ database: app, prices }, trader, NOW_SECONDS);

const NO_FEES = { amount: "0", value: "0" };

describe("the portfolio", () => {
  beforeAll(async () => {
    await book("ana", {});
    await book("ana", { idempotencyKey: "d2", costUsdUnits: 310_000_000_000n });
    await book("ana", { idempotencyKey: "d3", asset: "USDC", amountBaseUnits: 12_500_500_000n, costUsdUnits: 1_250_050_000_000n });
    await hold("ana", 5n * 10n ** 17n);
    await book("bob", { amountBaseUnits: 7n });
  });

  it("is exactly the public contract: what is owned, including what is held, at today's price and at its cost, first in, first out", async () => {
    expect(await portfolioOf("ana")).toEqual({
      asOf: "2027-01-15T08:00:00.000Z",
      currency: "USD",
      total: "18999.48995",
      ...{ costBasis: "18100.5", unrealisedPnl: "898.98995", realisedPnl: "0", feesPaid: "0" },
      positions: [
        {
          ...{ asset: "USDC", network: "testnet", amount: "12500.5", held: "0", price: "0.9999" },
          ...{ value: "12499.24995", costBasis: "12500.5", unrealisedPnl: "-1.25005" },
          ...{ realisedPnl: "0", fees: NO_FEES, shareBps: 6_578 },
        },
        {
          ...{ asset: "ETH", network: "testnet", amount: "2", held: "0.5", price: "3250.12" },
          ...{ value: "6500.24", costBasis: "5600", unrealisedPnl: "900.24" },
          ...{ realisedPnl: "0", fees: NO_FEES, shareBps: 3_421 },
        },
      ],
    });
  });

  it("of a trader without deposits is empty and worth zero, even when no price can be read", async () => {
    expect(await portfolioOf("newcomer", pricesOf({}))).toMatchObject({ total: "0", positions: [] });
  });

  it.each(["down", "stale", "bad"] as const)(
    "keeps the position and drops price, value, profit and total when a feed is %s",
    async (fault) => {
      const portfolio = await portfolioOf("ana", pricesOf({ [ETH_FEED]: refuse(fault), [USDC_FEED]: price(100_000_000n) }));
      expect(portfolio.total).toBeNull();
      expect(portfolio.positions[1]).toEqual({
        ...{ asset: "ETH", network: "testnet", amount: "2", held: "0.5", price: null },
        ...{ value: null, costBasis: "5600", unrealisedPnl: null, realisedPnl: "0", fees: NO_FEES, shareBps: null },
      });
      expect(portfolio.positions[0]?.value).toBe("12500.5");
    },
  );

  it("has no price for an asset that nothing quotes, and no cost basis when a deposit came without its cost", async () => {
    await book("cem", { asset: "XYZ", amountBaseUnits: 150n, costUsdUnits: 5n });
    await book("cem", { idempotencyKey: "d2", asset: "XYZ", amountBaseUnits: 1n, costUsdUnits: null });
    const portfolio = await portfolioOf("cem");
    expect(portfolio.total).toBeNull();
    expect(portfolio.positions).toEqual([
      {
        ...{ asset: "XYZ", network: "testnet", amount: "1.51", held: "0", price: null, value: null, costBasis: null, unrealisedPnl: null },
        ...{ realisedPnl: "0", fees: NO_FEES, shareBps: null },
      },
    ]);
  });

  it("never shows another trader's money", async () => {
    expect((await portfolioOf("bob")).positions).toMatchObject([{ amount: "0.000000000000000007" }]);
  });
});

describe("the activity", () => {
  const activityOf = async (trader: string, cursor: string | null) => {
    const page = await readActivity({ database: app }, trader, cursor);
    if (!page.ok) throw new Error(page.refusal);
    return page.value;
  };

  it("is exactly the public contract, newest first, with the balance after each movement", async () => {
    const { entries, nextCursor } = await activityOf("ana", null);
    expect(nextCursor).toBeNull();
    expect(entries.map(({ kind, asset, amount, balanceAfter }) => [kind, asset, amount, balanceAfter])).toEqual([
      ["hold", "ETH", "-0.5", "1.5"],
      ["deposit", "ETH", "1", "2"],
      ...(entries[2]?.asset === "USDC"
        ? [
            ["deposit", "USDC", "12500.5", "12500.5"],
            ["deposit", "ETH", "1", "1"],
          ]
        : [
            ["deposit", "ETH", "1", "1"],
            ["deposit", "USDC", "12500.5", "12500.5"],
          ]),
    ]);
    expect(entries[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      at: "2027-01-15T07:59:30.000Z",
      kind: "hold",
      asset: "ETH",
      network: "testnet",
      amount: "-0.5",
      balanceAfter: "1.5",
      reference: "w1",
    });
  });

  it("pages through 120 entries without repeating or losing one, while new ones arrive", async () => {
    // Three a second, so that the order within a second matters too.
    for (let place = 0; place < 120; place += 1) {
      await book("dan", {
        idempotencyKey: `d${place}`,
        amountBaseUnits: 1n,
        occurredAtSeconds: NOW_SECONDS - 1_000 + Math.floor(place / 3),
      });
    }
    const first = await activityOf("dan", null);
    await book("dan", { idempotencyKey: "late", amountBaseUnits: 1n, occurredAtSeconds: NOW_SECONDS });
    const second = await activityOf("dan", first.nextCursor);
    const third = await activityOf("dan", second.nextCursor);
    const all = [...first.entries, ...second.entries, ...third.entries];
    expect([first, second, third].map(({ entries }) => entries.length)).toEqual([50, 50, 20]);
    expect(third.nextCursor).toBeNull();
    expect(new Set(all.map(({ id }) => id)).size).toBe(120);
    expect(all.map(({ balanceAfter }) => balanceAfter)).toEqual(
      Array.from({ length: 120 }, (_, place) => `0.${(120 - place).toString().padStart(18, "0")}`.replace(/0+$/, "")),
    );
    expect(await activityOf("dan", first.nextCursor)).toEqual(second);
  });

  it("ends exactly at a full page", async () => {
    for (let place = 0; place < 50; place += 1) await book("eve", { idempotencyKey: `d${place}`, amountBaseUnits: 1n });
    expect(await activityOf("eve", null)).toMatchObject({ nextCursor: null });
    expect((await activityOf("eve", null)).entries).toHaveLength(50);
  });

  it("refuses a cursor that is not its own, and another's cursor opens nothing of the other", async () => {
    expect(await readActivity({ database: app }, "dan", "nonsense")).toEqual({ ok: false, refusal: "bad_cursor" });
    await book("eve", { idempotencyKey: "d50", amountBaseUnits: 1n, occurredAtSeconds: NOW_SECONDS });
    const { nextCursor } = await activityOf("eve", null);
    const [own, withForeignCursor] = [await activityOf("dan", null), await activityOf("dan", nextCursor)];
    expect(nextCursor).not.toBeNull();
    // All of dan's entries but the latest are older than that place, and they are all that he gets.
    expect(withForeignCursor.entries.slice(0, 49)).toEqual(own.entries.slice(1));
  });
});
