import { expect, test } from "vitest";
import { plannedNetwork } from "./market-plan";
import { amountOut, applyTrade, bestTrade, quotePath } from "./market-state";
import { startingState } from "./starting-state";

test("a pool gives what Uniswap V2 gives, rounded down", () => {
  // 1,000 into 10,000 : 10,000 → 997,000 · 10,000 / (10,000,000 + 997,000) = 906.61…
  expect(amountOut(1_000n, 10_000n, 10_000n)).toBe(906n);
  expect(amountOut(1n, 10n ** 18n, 10n ** 18n)).toBe(0n);
});

test("a trade takes the better of its ways, and the state afterwards has exactly that", () => {
  const state = startingState(plannedNetwork("ethereum-local"));
  const before = structuredClone({ pools: state.pools, held: state.balances.get(9) });
  const trade = bestTrade(state, 9, "USDC", "WBTC", 10_000_000_000n);
  expect(trade?.path).toEqual(["USDC", "WETH", "WBTC"]);
  if (trade === null) return;
  expect(trade.amountOut).toBe(quotePath(state, trade.path, trade.amountIn));
  applyTrade(state, trade);
  expect(state.balances.get(9)).toEqual({ ...before.held, USDC: (before.held?.["USDC"] ?? 0n) - 10_000_000_000n, WBTC: trade.amountOut });
  expect(state.pools.map(({ reserves }) => reserves)).not.toEqual(before.pools.map(({ reserves }) => reserves));
});

test("10,000 dollars move a deep pair by well under one per cent", () => {
  const state = startingState(plannedNetwork("ethereum-local"));
  const price = (): number => Number(state.pools[0]?.reserves["USDC"]) / Number(state.pools[0]?.reserves["WETH"]);
  const before = price();
  applyTrade(state, { walletIndex: 9, path: ["USDC", "WETH"], amountIn: 10_000_000_000n, amountOut: 0n });
  expect(price() / before - 1).toBeGreaterThan(0);
  expect(price() / before - 1).toBeLessThan(0.003);
});

test("there is no way to a token that does not trade there", () => {
  expect(bestTrade(startingState(plannedNetwork("base-local")), 9, "USDC", "LINK", 1_000_000n)).toBeNull();
});
