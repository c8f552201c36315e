// The questions that screens ask of the index, on the thousand swaps whose figures are known.
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { STAND_TOKENS, seedMarket } from "@/lib/testing/market-stand";
import { SCENARIO_START_SECONDS, thousandSwaps } from "@/lib/testing/thousand-swaps";
import { applyFacts } from "./apply-facts";
import { hourlyPrices } from "./hourly-prices";
import { listPairs } from "./list-pairs";
import { readCandles } from "./read-candles";
import { tokenPricesUsd } from "./token-prices-usd";

const NETWORK = "paper-local";
const HOUR = 3_600;

let testDatabase: TestDatabase;
let database: Database;
let linkUsdc = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.appUrl, poolSize: 2 });
  const [link = 0, usdcWeth = 0, wbtcWeth = 0] = (await seedMarket(database, [NETWORK])).get(NETWORK) ?? [];
  linkUsdc = link;
  await database.asService((tx) => applyFacts(tx, NETWORK, thousandSwaps({ linkUsdc, usdcWeth, wbtcWeth })));
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const listAt = (secondsAfterStart: number) => database.asService((tx) => listPairs(tx, SCENARIO_START_SECONDS + secondsAfterStart));

test("pairs come with price, day and depth: the deepest first, those that no dollar reaches last", async () => {
  const { markets } = await listAt(13 * HOUR);
  expect(markets.map(({ base, quote, liquidityUsd }) => [base.symbol, quote.symbol, liquidityUsd])).toEqual([
    // 100 WBTC at 60,000 and 2,000 WETH at 3,000; 1,000 WETH and 3 million USDC; 100,000 LINK at 10 and a million USDC.
    ["WBTC", "WETH", "12000000"],
    ["WETH", "USDC", "6000000"],
    ["LINK", "USDC", "2000000"],
    ["LINK", "WETH", null],
    ["LOST", "VOID", null],
  ]);
  expect(markets[2]).toMatchObject({
    pairId: linkUsdc,
    isSimulated: true,
    price: "12",
    priceUsd: "10",
    change24hBps: null,
    volume24hUsd: "76505",
    trades24h: 900,
    lastTradeAt: "2026-01-05T12:09:00.000Z",
  });
  expect(markets[4]).toMatchObject({ price: null, priceUsd: null, volume24hUsd: "0", trades24h: 0, lastTradeAt: null });
});

test("the day before is the last price that is a whole day old", async () => {
  // At 04:06:00 of the next day the last minute that was over a day before is 04:05, whose last swap is n = 491, wallet 1 selling at 9.90.
  const { markets } = await listAt(24 * HOUR + 4 * HOUR + 6 * 60);
  expect(markets[2]).toMatchObject({ price: "12", change24hBps: 2_121 });
  const { markets: later } = await listAt(37 * HOUR);
  expect(later[2]).toMatchObject({ change24hBps: 0, volume24hUsd: "0", trades24h: 0 });
});

test("candles keep to their range and leave gaps as gaps", async () => {
  const from = SCENARIO_START_SECONDS + 4 * HOUR;
  const to = SCENARIO_START_SECONDS + 9 * HOUR;
  const read = await database.asService((tx) => readCandles(tx, linkUsdc, { interval: "1h", from, to }));
  expect(read?.candles.map(({ openedAt, usdVolume }) => [(openedAt - SCENARIO_START_SECONDS) / HOUR, usdVolume])).toEqual([
    [4, "1543.2"],
    [8, "9185.1"],
  ]);
  const all = await database.asService((tx) => readCandles(tx, linkUsdc, { interval: "1d" }));
  expect(all?.candles).toEqual([
    {
      openedAt: SCENARIO_START_SECONDS,
      open: "10",
      high: "14.9",
      low: "9.5",
      close: "12",
      baseVolume: "7550",
      quoteVolume: "76505",
      usdVolume: "76505",
      trades: 900,
    },
  ]);
  expect(await database.asService((tx) => readCandles(tx, 999_999, { interval: "1d" }))).toBeNull();
});

test("tokens have prices now and by the hour, and none where no path leads", async () => {
  const prices = await database.asService((tx) => tokenPricesUsd(tx, NETWORK));
  const one = 10n ** 18n;
  expect(Object.fromEntries(prices)).toEqual({
    [STAND_TOKENS.usdc]: one,
    [STAND_TOKENS.weth]: 3_000n * one,
    [STAND_TOKENS.wbtc]: 60_000n * one,
    [STAND_TOKENS.link]: 10n * one,
  });
  const asked = { network: NETWORK, token: STAND_TOKENS.weth, fromSeconds: SCENARIO_START_SECONDS + 4 * HOUR };
  const hours = await database.asService((tx) => hourlyPrices(tx, { ...asked, toSeconds: asked.fromSeconds + 5 * HOUR }));
  expect(hours).toEqual([
    { hourAtSeconds: SCENARIO_START_SECONDS + 4 * HOUR, usdE18: 2_000n * one },
    { hourAtSeconds: SCENARIO_START_SECONDS + 8 * HOUR, usdE18: 3_000n * one },
  ]);
  expect(await database.asService((tx) => tokenPricesUsd(tx, "nowhere"))).toEqual(new Map());
});
