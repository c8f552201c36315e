// The cost basis over real books: a withdrawal that settled took the oldest lot out at its cost, and its fee is known apart from it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdPostings, settlementPostings, tradePostings } from "@/lib/ledger/transfer";
import { fifoCost } from "@/lib/market/fifo-cost";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import { approveWithdrawal } from "@/lib/testing/approved-withdrawal";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { seedAssets } from "@/lib/testing/seed-assets";
import { seedTokenPrice } from "@/lib/testing/seed-token-price";
import { recordDeposit } from "@/lib/use-cases/record-deposit";
import { readAssetEvents } from "./read-asset-events";
import { readPosition } from "./read-position";

const NOW_SECONDS = 1_800_000_000;
const ETH = 10n ** 18n;
const COIN = `0x${"cc".repeat(20)}`;

let file: TestDatabase;
let app: Database;
let worker: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 2 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 2 });
  await seedAssets(worker);
});
afterAll(async () => {
  await Promise.all([app.close(), worker.close()]);
  await file.drop();
});

const booksOf = (trader: string) => app.asTrader(trader, (tx) => readAssetEvents(tx, trader));

/** Deposits 2 ETH for 5,500 dollars a day ago; an hour ago 1 ETH was approved with a fee of 0.1, and it settled now. */
async function traderWhoWithdrew(): Promise<string> {
  const trader = randomUUID();
  const store = createPostgresLedgerStore(worker);
  const first = await recordDeposit(
    { ledger: store },
    {
      ...{ trader, asset: "ETH", network: "testnet", amountBaseUnits: 2n * ETH, costUsdUnits: 550_000_000_000n, reference: "0x1" },
      ...{ idempotencyKey: "d1", occurredAtSeconds: NOW_SECONDS - 86_400 },
    },
    NOW_SECONDS,
  );
  expect(first.ok).toBe(true);
  const withdrawalId = await approveWithdrawal(
    { app, worker, origin: "http://localhost" },
    {
      ...{ trader, network: "testnet", chainId: 31_337, asset: "ETH", assetContract: null, decimals: 18, amount: ETH, fee: ETH / 10n },
      ...{ destination: `0x${"1".repeat(40)}`, proof: "passkey", nowSeconds: NOW_SECONDS - 3_600 },
    },
  );
  const postings = settlementPostings({ trader, asset: "ETH", network: "testnet", amountBaseUnits: ETH, feeBaseUnits: ETH / 10n });
  const settled = await store.post(
    {
      ...{ kind: "settlement", trader, reference: withdrawalId, idempotencyKey: "s1", occurredAtSeconds: NOW_SECONDS },
      ...{ costUsdUnits: null, postings },
    },
    NOW_SECONDS,
  );
  expect(settled.ok).toBe(true);
  return trader;
}

describe("the books of an asset", () => {
  it("are deposits, what moved out, and the fee, in order; holds are no movement", async () => {
    const trader = await traderWhoWithdrew();
    const [book, ...rest] = await booksOf(trader);
    expect(rest).toEqual([]);
    expect(book).toMatchObject({ asset: "ETH", decimals: 18, amountBaseUnits: 2n * ETH, heldBaseUnits: 0n });
    expect(book?.events.map((event) => [event.kind, event.amountBaseUnits, event.usdUnits, event.atSeconds - NOW_SECONDS])).toEqual([
      ["acquire", 2n * ETH, 550_000_000_000n, -86_400],
      ["acquire", (11n * ETH) / 10n, null, -3_600],
      ["move_out", ETH, null, 0],
      ["fee", ETH / 10n, null, 0],
    ]);
    // 1.1 of the first lot are gone, at 2,750 dollars each; 0.9 at 2,475 are left, and 1.1 whose cost nobody gave.
    expect(fifoCost(book?.events ?? [])).toMatchObject({
      lots: [
        { amountBaseUnits: (9n * ETH) / 10n, costUsdUnits: 247_500_000_000n },
        { amountBaseUnits: (11n * ETH) / 10n, costUsdUnits: null },
      ],
      ...{ costUsdUnits: null, realisedUsdUnits: 0n, feesBaseUnits: ETH / 10n, feesUsdUnits: null },
    });
  });

  it("know what a fee was worth when the index had a price for that hour, and not by a later or an older one", async () => {
    const trader = await traderWhoWithdrew();
    const hour = NOW_SECONDS - (NOW_SECONDS % 3_600);
    const feeOf = async () => (await booksOf(trader))[0]?.events.find(({ kind }) => kind === "fee")?.usdUnits;
    await seedTokenPrice(worker, app, { token: COIN, wrapsCoin: true, hourSeconds: hour, usdE18: 9_000n * ETH });
    await seedTokenPrice(worker, app, { token: COIN, wrapsCoin: true, hourSeconds: hour - 26 * 3_600, usdE18: 8_000n * ETH });
    expect(await feeOf()).toBeNull();
    await seedTokenPrice(worker, app, { token: COIN, wrapsCoin: true, hourSeconds: hour - 3_600, usdE18: 3_000n * ETH });
    expect(await feeOf()).toBe(30_000_000_000n);
  });

  it("are nobody else's", async () => {
    await traderWhoWithdrew();
    expect(await booksOf(randomUUID())).toEqual([]);
  });
});

describe("one position", () => {
  const noPrices = { readPrices: async () => new Map() };
  const positionOf = (trader: string, asset = "ETH") =>
    readPosition({ database: app, prices: noPrices }, trader, { network: "testnet", asset }, NOW_SECONDS);

  it("shows its lots in the order in which they will be closed, what left, newest first, and its own movements", async () => {
    const trader = await traderWhoWithdrew();
    const found = await positionOf(trader);
    expect(found?.position).toMatchObject({ amount: "2", held: "0", costBasis: null, realisedPnl: "0", fees: { amount: "0.1" } });
    expect(found?.averageCost).toBeNull();
    expect(found?.lots.map(({ amount, cost, gain }) => [amount, cost, gain])).toEqual([
      ["0.9", "2475", null],
      ["1.1", null, null],
    ]);
    expect(found?.closes.map(({ kind, amount, cost, proceeds, gain }) => [kind, amount, cost, proceeds, gain])).toEqual([
      ["fee", "0.1", "275", "300", null],
      ["move_out", "1", "2750", null, null],
    ]);
    expect(found?.activity.map(({ kind }) => kind)).toEqual(["hold", "deposit", "deposit"]);
  });

  it("is none where the trader never had it, for whatever name", async () => {
    const trader = await traderWhoWithdrew();
    expect(await positionOf(trader, "USDC")).toBeNull();
    expect(await positionOf(trader, "'; --")).toBeNull();
    expect(await positionOf(randomUUID())).toBeNull();
  });
});

describe("a trade", () => {
  it("sells what was given for what it was worth, and buys what came for the same", async () => {
    const trader = randomUUID();
    const store = createPostgresLedgerStore(worker);
    const at = { trader, network: "testnet", occurredAtSeconds: NOW_SECONDS - 60, costUsdUnits: null, reference: "o1" };
    const deposit = { ...at, asset: "ETH", amountBaseUnits: 2n * ETH, costUsdUnits: 400_000_000_000n, idempotencyKey: "d1" };
    expect((await recordDeposit({ ledger: store }, deposit, NOW_SECONDS)).ok).toBe(true);
    const paid = { trader, network: "testnet", asset: "ETH", amountBaseUnits: ETH };
    const received = { trader, network: "testnet", asset: "USDC", amountBaseUnits: 2_990_000_000n };
    const post = (kind: "hold" | "trade", costUsdUnits: bigint | null, postings: ReturnType<typeof holdPostings>) =>
      store.post({ ...at, kind, idempotencyKey: kind, costUsdUnits, postings }, NOW_SECONDS);
    expect((await post("hold", null, holdPostings(paid))).ok).toBe(true);
    expect((await post("trade", 299_000_000_000n, tradePostings({ paid, received }))).ok).toBe(true);
    const figures = (await booksOf(trader)).map(({ asset, events }) => {
      const { costUsdUnits, realisedUsdUnits } = fifoCost(events);
      return [asset, costUsdUnits, realisedUsdUnits];
    });
    // 2 ETH for 4,000: the one that was given cost 2,000 and brought 2,990; what came cost 2,990.
    expect(new Map(figures.map(([asset, ...rest]) => [asset, rest]))).toEqual(
      new Map([
        ["ETH", [200_000_000_000n, 99_000_000_000n]],
        ["USDC", [299_000_000_000n, 0n]],
      ]),
    );
  });
});
