// Prices as the simulated wallets judge by them: ordinary numbers of dollars. No money is counted with these.
import type { FairValue } from "./fair-value";
import { DOLLAR, type PlannedNetwork } from "./market-plan";
import { poolOf, type MarketState } from "./market-state";

/** Whole units of `amount` as a number. */
export const toWhole = (amount: bigint, decimals: number): number => Number(amount) / 10 ** decimals;

/** Base units nearest below `whole`, kept to nine digits so that every machine computes the same. */
export const toUnits = (whole: number, decimals: number): bigint => {
  const digits = whole > 0 ? BigInt(Math.floor(Number(whole.toPrecision(9)) * 1e9)) : 0n;
  return decimals >= 9 ? digits * 10n ** BigInt(decimals - 9) : digits / 10n ** BigInt(9 - decimals);
};

export const decimalsOf = (network: PlannedNetwork, symbol: string): number =>
  network.tokens.find((token) => token.symbol === symbol)?.decimals ?? 18;

/** The demo's dollar price of `symbol`. */
export const plannedPrice = (network: PlannedNetwork, symbol: string): number =>
  Number(network.tokens.find((token) => token.symbol === symbol)?.price ?? 0n) / 1e8;

/** What `symbol` is worth at that second on its path. */
export const fairPrice = (fair: FairValue, network: PlannedNetwork, symbol: string, atSeconds: number): number =>
  plannedPrice(network, symbol) * fair(symbol, atSeconds);

/** How many `quote` one `base` costs in their pool, before the fee; null without a pool. */
export function poolPrice(state: MarketState, base: string, quote: string): number | null {
  const reserves = poolOf(state, base, quote)?.reserves;
  if (reserves === undefined) return null;
  const side = (symbol: string): number => toWhole(reserves[symbol] ?? 0n, decimalsOf(state.network, symbol));
  return side(quote) / side(base);
}

/** Dollars per `symbol` by the pools: directly, or through the token that both share. */
export function marketPrice(state: MarketState, symbol: string): number {
  if (symbol === DOLLAR) return 1;
  const direct = poolPrice(state, symbol, DOLLAR);
  if (direct !== null) return direct;
  for (const { symbol: between } of state.network.tokens) {
    const [first, second] = [poolPrice(state, symbol, between), poolPrice(state, between, DOLLAR)];
    if (first !== null && second !== null) return first * second;
  }
  return 0;
}
