// The expected figures of this file were worked out by hand from the scenario's rule, as the comments show; nothing here is computed by the
// code under test.
//
// Swap n (0 to 999) is swap k = n div 10 (0 to 99) of wallet w = n mod 10. Two swaps a minute: minutes 0 to 249 of the day, then nobody
// trades, then minutes 480 to 729. A wallet's swaps are 10 swaps = 300 s apart; over the pause (k 49 to 50) 300 + 13,800 s, because swap 500
// would have come 15,000 s after the start and comes 28,800 s after it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { STAND_TOKENS, emptyIndex, readIndex, seedMarket } from "@/lib/testing/market-stand";
import { SCENARIO_START_SECONDS, type ScenarioPairs, scenarioWallet, thousandSwaps } from "@/lib/testing/thousand-swaps";
import { applyFacts } from "./apply-facts";
import { rewindFacts } from "./rewind-facts";

const NETWORK = "paper-local";

let testDatabase: TestDatabase;
let database: Database;
let pairs: ScenarioPairs;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.appUrl, poolSize: 2 });
  const [linkUsdc = 0, usdcWeth = 0, wbtcWeth = 0] = (await seedMarket(database, [NETWORK])).get(NETWORK) ?? [];
  pairs = { linkUsdc, usdcWeth, wbtcWeth };
  await database.asService((tx) => applyFacts(tx, NETWORK, thousandSwaps(pairs)));
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const query = <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => database.asService((tx) => tx.query<Row>(sql, params));

/** Dollars as the tables hold them, from a text with at most 8 decimals; LINK and prices likewise with 18. */
const scaled = (text: string, decimals: number): string => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0")).toString();
};
const usd = (text: string): string => scaled(text, 8);
const e18 = (text: string): string => scaled(text, 18);

describe("a thousand swaps worked out by hand", () => {
  // Wallets 0 to 6: 50 cycles, each buys 10 LINK for 100.00 and sells them 300 s later for 100.00 + profit. Volume = 50 × 200 + all profits.
  //   0  profit +1 each                        50 × 1                                     = 50
  //   1  profit -1 each                        top 0, ends at -50: drawdown 50
  //   2  +3, -1 in turns                       25 × 2 = 50; each -1 falls from a top: drawdown 1; 25 wins of 50
  //   3  25 × +2, then 25 × -1                 top 50, ends at 25: drawdown 25
  //   4  10 × -5, then 40 × +2                 bottom -50 below the top of 0: drawdown 50; ends at 30, which is the top; 40 wins of 50
  //   5  +0.1, +0.2, … +5.0                    0.1 × (50 × 51 / 2)                        = 127.5
  //   6  nothing                               breaking even is not winning
  // Wallet 7: purchase j (0 to 49) costs 10 + 0.1 j, its sale brings 13, first in first out: 3 - 0.1 j.
  //   sum 150 - 0.1 × 1225 = 27.5; wins j < 30; top after j = 29: 90 - 0.1 × 435 = 46.5, so drawdown 46.5 - 27.5 = 19.
  //   held from k = j to k = 50 + j: 28,800 s each. Volume 50 × 10 + 0.1 × 1225 + 50 × 13 = 1,272.5.
  // Wallet 8: 25 rounds: buys 6 for 60; sells 4 for 44 (cost 40: +4); sells 4 for 48, of which 2 are known: 24 against 20, +4; sells 4 for
  //   48 that were never bought: no close. 25 × 8 = 200; volume 25 × 200; held 25 × 300 + 25 × 600 + the pause once (k 48 to 50) = 36,300.
  // Wallet 9: 1 WETH to 0.05 WBTC and back, worth 2,000 in the first half and 3,000 in the second. 50 WBTC closes at no profit; the WETH of
  //   k = 0 has no known purchase, so 49 WETH closes, all without profit but k = 50: bought at 2,000, given up at 3,000.
  //   99 closes, 1 win: 10000 / 99 = 101 bps. Held 99 × 300 + the pause once (WETH, k 49 to 50) = 43,500; / 99 = 439. Volume 50 × 2,000 + 50 × 3,000.
  // Fees are 0.3 % of the volume.
  test.each([
    // wallet, realised, top, drawdown, closes, wins, bps, held sum, held mean, volume, fees
    [0, "50", "50", "0", 50, 50, 10_000, 15_000, 300, "10050", "30.15"],
    [1, "-50", "0", "50", 50, 0, 0, 15_000, 300, "9950", "29.85"],
    [2, "50", "51", "1", 50, 25, 5_000, 15_000, 300, "10050", "30.15"],
    [3, "25", "50", "25", 50, 25, 5_000, 15_000, 300, "10025", "30.075"],
    [4, "30", "30", "50", 50, 40, 8_000, 15_000, 300, "10030", "30.09"],
    [5, "127.5", "127.5", "0", 50, 50, 10_000, 15_000, 300, "10127.5", "30.3825"],
    [6, "0", "0", "0", 50, 0, 0, 15_000, 300, "10000", "30"],
    [7, "27.5", "46.5", "19", 50, 30, 6_000, 1_440_000, 28_800, "1272.5", "3.8175"],
    [8, "200", "200", "0", 50, 50, 10_000, 36_300, 726, "5000", "15"],
    [9, "1000", "1000", "0", 99, 1, 101, 43_500, 439, "250000", "750"],
  ] as const)("wallet %i has made %s dollars", async (wallet, realised, top, drawdown, closes, wins, bps, heldSum, held, volume, fees) => {
    const rows = await query(
      `SELECT network, realised_usd, peak_usd, drawdown_usd, closes, wins, win_rate_bps, held_seconds_sum, held_seconds_avg, trades, volume_usd,
              fees_usd, extract(epoch FROM first_at)::int - $2 AS first, extract(epoch FROM last_at)::int - $2 AS last
         FROM holdfast.wallet_stats WHERE wallet = $1 ORDER BY network`,
      [scenarioWallet(wallet), SCENARIO_START_SECONDS],
    );
    const figures = {
      realised_usd: usd(realised),
      peak_usd: usd(top),
      drawdown_usd: usd(drawdown),
      closes,
      wins,
      win_rate_bps: bps,
      held_seconds_sum: BigInt(heldSum),
      held_seconds_avg: BigInt(held),
      trades: 100,
      volume_usd: usd(volume),
      fees_usd: usd(fees),
      // k = 0 is swap w; k = 99 is swap 990 + w, the 490 + w-th of the second half.
      first: 30 * wallet,
      last: 28_800 + 30 * (490 + wallet),
    };
    expect(rows).toEqual([
      { network: "all", ...figures },
      { network: NETWORK, ...figures },
    ]);
  });

  // Wallets 0 to 6: 350 closes, 7: 50, 8: 50, 9: 99. All that anybody still holds of known purchases is wallet 9's WETH of k = 99.
  test("549 closes remain, and one lot", async () => {
    expect(await query("SELECT count(*)::int AS count FROM holdfast.wallet_closes")).toEqual([{ count: 549 }]);
    expect(await query("SELECT wallet, token, amount_left, cost_left FROM holdfast.wallet_lots")).toEqual([
      { wallet: scenarioWallet(9), token: STAND_TOKENS.weth, amount_left: e18("1"), cost_left: usd("3000") },
    ]);
  });

  // Half a day of two halves of 250 minutes: every minute has LINK swaps (n = 8 mod 10 stands alone in its minute, beside wallet 9's).
  //   5 m: 50 + 50. 15 m: 250 / 15 = 17 begun, twice. 1 h: hours 0 to 4 and 8 to 12. 4 h: from 0, 4, 8 and 12. 1 d: one.
  // Wallet 9 trades once in five minutes: 50 + 50 minutes.
  test("each pair has a candle where somebody traded and none where nobody did", async () => {
    const rows = await query(
      `SELECT interval_seconds AS seconds, count(*) FILTER (WHERE pair_id = $1)::int AS link, count(*) FILTER (WHERE pair_id = $2)::int AS wbtc
         FROM holdfast.candles GROUP BY interval_seconds ORDER BY interval_seconds`,
      [pairs.linkUsdc, pairs.wbtcWeth],
    );
    expect(rows).toEqual([
      { seconds: 60, link: 500, wbtc: 100 },
      { seconds: 300, link: 100, wbtc: 100 },
      { seconds: 900, link: 34, wbtc: 34 },
      { seconds: 3_600, link: 10, wbtc: 10 },
      { seconds: 14_400, link: 4, wbtc: 4 },
      { seconds: 86_400, link: 1, wbtc: 1 },
    ]);
    const inPause = "opened_at >= to_timestamp($1 + 15000) AND opened_at < to_timestamp($1 + 28800) AND interval_seconds <= 300";
    expect(await query(`SELECT 1 FROM holdfast.candles WHERE ${inPause}`, [SCENARIO_START_SECONDS])).toEqual([]);
  });

  // LINK in USDC. Base is LINK, the dollars are the USDC.
  //   minute 0: n = 0, 1: wallets 0 and 1 buy 10 each at 10. Minute 4: only wallet 8's 6 at 10.
  //   minute 5: n = 10, 11: wallet 0 sells at 10.10, wallet 1 at 9.90.
  //   5 m from 0 (k = 0): 7 × 10 + 1 + 6 = 77 LINK at 10. 5 m from 5 min (k = 1): 10.1, 9.9, 10.3, 10.2, 9.5, 10.01, 10, 10.1 (1 LINK), 11 (4):
  //     75 LINK, 101 + 99 + 103 + 102 + 95 + 100.1 + 100 + 10.1 + 44 = 754.2.
  //   1 h from 0 (k = 0 to 11), by wallet: 1206, 1194, 1206, 1212, 1170, 1202.1, 1200, 126.6, 600 = 9116.7; 7 × 120 + 12 + 3 × 18 = 906 LINK;
  //     top: wallet 8's 12; bottom: wallet 4's 9.5; last: n = 118, wallet 8, k = 11: 12.
  //   4 h from 04:00 (k = 48, 49 only): 201 + 199 + 203 + 202 + 202 + 202.5 + 200 + 29.7 + 104 = 1543.2; 140 + 2 + 10 = 152 LINK;
  //     top: wallet 7's 14.9; bottom: wallet 1's 9.9; last: n = 498, wallet 8, k = 49: 11.
  //   1 h from 08:00 (k = 50 to 61): 1206 + 1194 + 1206 + 1194 + 1212 + 1217.1 + 1200 + 156 + 600 = 9185.1; 906 LINK;
  //     top: wallet 7's 13; bottom 9.9; last: n = 618, wallet 8, k = 61: 11.
  //   1 d: 7 × 1000 + 100 + 450 = 7550 LINK; the volumes of wallets 0 to 8: 76,505; last: n = 998, wallet 8, k = 99: 12.
  test.each([
    // seconds, opened, open, high, low, close, LINK, dollars, trades
    [60, 0, "10", "10", "10", "10", "20", "200", 2],
    [60, 240, "10", "10", "10", "10", "6", "60", 1],
    [60, 300, "10.1", "10.1", "9.9", "9.9", "20", "200", 2],
    [300, 0, "10", "10", "10", "10", "77", "770", 9],
    [300, 300, "10.1", "11", "9.5", "11", "75", "754.2", 9],
    [3_600, 0, "10", "12", "9.5", "12", "906", "9116.7", 108],
    [3_600, 28_800, "10", "13", "9.9", "11", "906", "9185.1", 108],
    [14_400, 14_400, "10", "14.9", "9.9", "11", "152", "1543.2", 18],
    [86_400, 0, "10", "14.9", "9.5", "12", "7550", "76505", 900],
  ] as const)("the LINK candle of %i s from second %i", async (seconds, openedAt, open, high, low, close, link, dollars, trades) => {
    expect(await candle(pairs.linkUsdc, seconds, openedAt)).toEqual([
      {
        open_e18: e18(open),
        high_e18: e18(high),
        low_e18: e18(low),
        close_e18: e18(close),
        base_volume: e18(link),
        quote_volume: scaled(dollars, 6),
        usd_volume: usd(dollars),
        trades,
      },
    ]);
  });

  // WBTC in WETH: always 1 WETH for 0.05, so 20. The day: 100 × 0.05 = 5 WBTC, 100 WETH, 50 × 2,000 + 50 × 3,000 dollars.
  test("the WBTC candle of the day", async () => {
    expect(await candle(pairs.wbtcWeth, 86_400, 0)).toEqual([
      {
        ...Object.fromEntries(["open_e18", "high_e18", "low_e18", "close_e18"].map((name) => [name, e18("20")])),
        base_volume: scaled("5", 8),
        quote_volume: e18("100"),
        usd_volume: usd("250000"),
        trades: 100,
      },
    ]);
  });

  // Reserves: 1,000,000 USDC to 100,000 LINK; 2 and later 3 million USDC to 1,000 WETH; 2,000 WETH to 100 WBTC, so WBTC = 20 WETH.
  test("prices of tokens stand for the hours that had a fact", async () => {
    const rows = await query<{ token: string; hour: number; usd_e18: string }>(
      `SELECT token, (extract(epoch FROM hour_at)::int - $1) / 3600 AS hour, usd_e18 FROM holdfast.token_prices ORDER BY hour_at, token`,
      [SCENARIO_START_SECONDS],
    );
    const hours = [0, 1, 2, 3, 4, 8, 9, 10, 11, 12];
    const expected = hours.flatMap((hour) => [
      { token: STAND_TOKENS.link, hour, usd_e18: e18("10") },
      { token: STAND_TOKENS.usdc, hour, usd_e18: e18("1") },
      { token: STAND_TOKENS.wbtc, hour, usd_e18: e18(hour < 8 ? "40000" : "60000") },
      { token: STAND_TOKENS.weth, hour, usd_e18: e18(hour < 8 ? "2000" : "3000") },
    ]);
    expect(rows).toEqual(expected);
  });

  test("indexed again from zero, in small pieces, and after a fork in the middle, the rows are the same", async () => {
    const stood = await database.asService(readIndex);
    await database.asService(async (tx) => {
      await emptyIndex(tx);
      const facts = thousandSwaps(pairs).slice(0, 700);
      while (facts.length > 0) await applyFacts(tx, NETWORK, facts.splice(0, 13));
    });
    await database.asService((tx) => rewindFacts(tx, NETWORK, 433n));
    const rest = thousandSwaps(pairs).filter(({ blockNumber }) => blockNumber > 433n);
    await database.asService((tx) => applyFacts(tx, NETWORK, rest));
    expect(await database.asService(readIndex)).toEqual(stood);
    expect(stood["swaps"]).toHaveLength(1_000);
  });
});

const candle = (pairId: number, seconds: number, openedAt: number): Promise<unknown[]> =>
  query(
    `SELECT open_e18, high_e18, low_e18, close_e18, base_volume, quote_volume, usd_volume, trades FROM holdfast.candles
      WHERE pair_id = $1 AND interval_seconds = $2 AND opened_at = to_timestamp($3)`,
    [pairId, seconds, SCENARIO_START_SECONDS + openedAt],
  );
