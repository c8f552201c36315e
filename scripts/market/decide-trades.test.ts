import { expect, test } from "vitest";
import { decideTrades } from "./decide-trades";
import { fairValueOf } from "./fair-value";
import { historySpan, historySteps } from "./history-steps";
import { MARKET_PLAN } from "./market-plan";
import type { MarketState, Trade } from "./market-state";
import { decimalsOf, fairPrice, marketPrice, toWhole } from "./prices";
import { startingState } from "./starting-state";
import { MARKET_WALLETS, walletsOn, type Habit } from "./wallets";

const NOW_SECONDS = 1_800_000_000;
const SPAN = historySpan("full", NOW_SECONDS);

interface Past {
  readonly state: MarketState;
  readonly trades: readonly Trade[];
  /** Gain of each wallet at the last prices, as a share of what it began with. */
  readonly gains: ReadonlyMap<number, number>;
}

function live(network: (typeof MARKET_PLAN)[number], seed: string): Past {
  const [state, begun] = [startingState(network), startingState(network)];
  const fair = fairValueOf(seed, SPAN);
  const trades = historySteps("full", SPAN).flatMap((step) => decideTrades(state, { seed, fair, ...step }));
  const worth = ({ balances }: MarketState, index: number): number =>
    network.tokens.reduce(
      (sum, { symbol, decimals }) => sum + toWhole(balances.get(index)?.[symbol] ?? 0n, decimals) * marketPrice(state, symbol),
      0,
    );
  const gains = new Map(walletsOn(network.id).map(({ index }) => [index, worth(state, index) / worth(begun, index) - 1]));
  return { state, trades, gains };
}

const pasts = MARKET_PLAN.map((network) => live(network, "holdfast"));

test("the same seed gives the same trades, another seed others", () => {
  const [network] = MARKET_PLAN;
  if (network === undefined) throw new Error("There is no network.");
  expect(live(network, "holdfast").trades).toEqual(pasts[0]?.trades);
  expect(live(network, "other").trades).not.toEqual(pasts[0]?.trades);
});

test("no wallet ever pays what it does not have", () => {
  for (const { state } of pasts)
    for (const held of state.balances.values()) for (const amount of Object.values(held)) expect(amount).toBeGreaterThanOrEqual(0n);
});

test("habits differ in what comes of them: who sees ahead gains, who sees it upside down loses, whims cost their fees", () => {
  const gainsOf = (habit: Habit): number[] =>
    MARKET_WALLETS.filter((wallet) => wallet.habit === habit).flatMap(({ index }) => pasts.flatMap(({ gains }) => gains.get(index) ?? []));
  const mean = (habit: Habit): number => gainsOf(habit).reduce((sum, gain, _, { length }) => sum + gain / length, 0);
  expect(mean("informed")).toBeGreaterThan(0.08);
  expect(Math.min(...gainsOf("informed"))).toBeGreaterThan(0);
  expect(mean("reversion")).toBeGreaterThan(0.02);
  expect(mean("noise")).toBeLessThan(0);
  expect(mean("unlucky")).toBeLessThan(-0.1);
  expect(mean("momentum")).toBeGreaterThan(mean("unlucky"));
  expect(mean("momentum")).toBeLessThan(mean("informed"));
});

test("arbitrageurs hold the pools at the fair value, which ends at the demo's price", () => {
  for (const { state } of pasts)
    for (const { symbol } of state.network.tokens)
      expect(marketPrice(state, symbol) / fairPrice(fairValueOf("holdfast", SPAN), state.network, symbol, NOW_SECONDS)).toBeCloseTo(1, 1.5);
});

test("every habit trades, a whale in large sums and a small wallet in small ones", () => {
  const usd = ({ state, trades }: Past, habit: Habit): number[] =>
    trades
      .filter(({ walletIndex }) => MARKET_WALLETS.find(({ index }) => index === walletIndex)?.habit === habit)
      .map(({ path: [paid = ""], amountIn }) => toWhole(amountIn, decimalsOf(state.network, paid)) * marketPrice(state, paid));
  const largest = (habit: Habit): number => Math.max(...pasts.flatMap((past) => usd(past, habit)));
  for (const habit of new Set(MARKET_WALLETS.map((wallet) => wallet.habit))) expect(largest(habit)).toBeGreaterThan(0);
  expect(largest("whale")).toBeGreaterThan(100_000);
  expect(largest("noise")).toBeLessThan(20_000);
});

test("there are at least 24 wallets and eight pairs over three networks", () => {
  expect(MARKET_WALLETS.length).toBeGreaterThanOrEqual(24);
  expect(MARKET_PLAN).toHaveLength(3);
  expect(MARKET_PLAN.flatMap(({ pairs }) => pairs).length).toBeGreaterThanOrEqual(8);
  for (const { id } of MARKET_PLAN) expect(walletsOn(id).length).toBeGreaterThan(8);
});
