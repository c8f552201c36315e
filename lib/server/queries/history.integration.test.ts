import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { seedAssets } from "@/lib/testing/seed-assets";
import { seedTokenPrice } from "@/lib/testing/seed-token-price";
import { recordDeposit } from "@/lib/use-cases/record-deposit";
import { PRICE_CARRY_SECONDS } from "./price-at";
import { readHistory } from "./read-history";

// On a whole hour, and ten minutes later.
const HOUR_SECONDS = 3_600;
const TOP = 1_800_000_000;
const NOW_SECONDS = TOP + 600;
const ETH = 10n ** 18n;
const DOLLAR = 10n ** 18n;
const COIN = `0x${"cc".repeat(20)}`;

let file: TestDatabase;
let app: Database;
let worker: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 2 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 2 });
  await seedAssets(worker);
  // Known from the end of their hours on: 1,000 from 35 hours ago, 2,000 from 5 hours ago. Between them the first is carried for a day.
  await seedTokenPrice(worker, app, { token: COIN, wrapsCoin: true, hourSeconds: TOP - 36 * HOUR_SECONDS, usdE18: 1_000n * DOLLAR });
  await seedTokenPrice(worker, app, { token: COIN, wrapsCoin: true, hourSeconds: TOP - 6 * HOUR_SECONDS, usdE18: 2_000n * DOLLAR });
});
afterAll(async () => {
  await Promise.all([app.close(), worker.close()]);
  await file.drop();
});

const deposit = async (trader: string, hoursAgo: number, amountBaseUnits: bigint, asset = "ETH"): Promise<void> => {
  const booked = await recordDeposit(
    { ledger: createPostgresLedgerStore(worker) },
    {
      ...{
        trader,
        asset,
        network: "testnet",
        amountBaseUnits,
        costUsdUnits: null,
        reference: "0x1",
        idempotencyKey: `${asset}${String(hoursAgo)}`,
      },
      occurredAtSeconds: TOP - hoursAgo * HOUR_SECONDS,
    },
    NOW_SECONDS,
  );
  expect(booked.ok).toBe(true);
};
const historyOf = (trader: string, changes: Partial<Parameters<typeof readHistory>[2]> = {}) =>
  readHistory({ database: app }, trader, { range: "1d", scope: null, liveValue: "7", nowSeconds: NOW_SECONDS, ...changes });
/** Value by hours ago; the present is "now". */
const valuesOf = async (trader: string): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    (await historyOf(trader)).points.map(({ at, value }) => {
      const seconds = Date.parse(at) / 1_000;
      return [seconds === NOW_SECONDS ? "now" : String((TOP - seconds) / HOUR_SECONDS), value];
    }),
  );

describe("a value over time", () => {
  it("is balance times the price of the time, a gap where no price is young enough, and the portfolio's own value at the end", async () => {
    const trader = randomUUID();
    await deposit(trader, 22, 2n * ETH);
    await deposit(trader, 3, ETH);
    expect(PRICE_CARRY_SECONDS).toBe(24 * HOUR_SECONDS);
    expect(await valuesOf(trader)).toEqual({
      ...{
        22: "2000",
        21: "2000",
        20: "2000",
        19: "2000",
        18: "2000",
        17: "2000",
        16: "2000",
        15: "2000",
        14: "2000",
        13: "2000",
        12: "2000",
      },
      ...{ 11: null, 10: null, 9: null, 8: null, 7: null, 6: null, 5: "4000", 4: "4000", 3: "6000", 2: "6000", 1: "6000", 0: "6000" },
      now: "7",
    });
    expect(await historyOf(trader)).toMatchObject({ range: "1d", currency: "USD", stepSeconds: HOUR_SECONDS, change: "-1993" });
  });

  it("is a gap while anything owned has no price, and known again for one position of it", async () => {
    const trader = randomUUID();
    await deposit(trader, 5, ETH);
    await deposit(trader, 2, 100n, "XYZ");
    expect(await valuesOf(trader)).toEqual({ 5: "2000", 4: "2000", 3: "2000", 2: null, 1: null, 0: null, now: "7" });
    const scope = { network: "testnet", asset: "ETH" };
    expect((await historyOf(trader, { scope })).points.map(({ value }) => value)).toEqual([...Array<string>(6).fill("2000"), "7"]);
  });

  it("ends in a gap when the portfolio has no total, and then changes up to the last known value", async () => {
    const trader = randomUUID();
    await deposit(trader, 4, ETH);
    const history = await historyOf(trader, { liveValue: null });
    expect([history.points.at(-1)?.value, history.change]).toEqual([null, "0"]);
  });

  it("counts an anchor as one dollar at any time", async () => {
    const contract = `0x${"dd".repeat(20)}`;
    await seedTokenPrice(worker, app, { token: contract, isUsdAnchor: true, hourSeconds: TOP, usdE18: 5n * DOLLAR });
    await worker.asService((tx) =>
      tx.query("UPDATE holdfast.assets SET contract = $1 WHERE asset = 'USDC'", [contract.toUpperCase().replace("X", "x")]),
    );
    const trader = randomUUID();
    await deposit(trader, 1, 2_500_000n, "USDC");
    expect(await valuesOf(trader)).toEqual({ 1: "2.5", 0: "2.5", now: "7" });
  });

  it("of a trader who never moved anything is the present alone, and another's movements are nobody else's", async () => {
    expect((await historyOf(randomUUID(), { range: "all", liveValue: "0" })).points).toEqual([
      { at: "2027-01-15T08:10:00.000Z", value: "0" },
    ]);
  });
});
