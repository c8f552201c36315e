// One step of a market: who looks at it now, and what they trade. Told by the seed, the time and the state alone.
import { chance } from "./chance";
import { closeGaps } from "./close-gaps";
import { DOLLAR } from "./market-plan";
import { applyTrade, bestTrade, type MarketState, type Trade } from "./market-state";
import type { MarketStep } from "./market-step";
import { decimalsOf, fairPrice, marketPrice, plannedPrice, toUnits, toWhole } from "./prices";
import { walletsOn, type MarketWallet } from "./wallets";
import { wish } from "./wish";

/** A trade below this share of a token's budget, or below these dollars, is not worth its fee. */
const LEAST_SHARE = 0.08;
const LEAST_USD = 40;

/** The step's trades in their order; `state` has them carried out. Arbitrageurs come last, when the others have moved the prices. */
export function decideTrades(state: MarketState, step: MarketStep): Trade[] {
  const { seed, atSeconds, passedSeconds } = step;
  const trades: Trade[] = [];
  const trade = (decided: Trade | null): void => {
    if (decided === null) return;
    applyTrade(state, decided);
    trades.push(decided);
  };
  for (const wallet of inTurn(walletsOn(state.network.id), step)) {
    if (wallet.habit === "arbitrageur") continue;
    const looks = 1 - Math.exp(-passedSeconds / (wallet.restHours * 3_600));
    if (chance(seed, "looks", state.network.id, wallet.index, atSeconds) < looks) trade(followWish(state, step, wallet));
  }
  for (const wallet of walletsOn(state.network.id)) {
    if (wallet.habit === "arbitrageur") closeGaps(state, step, wallet).forEach((decided) => trades.push(decided));
  }
  return trades;
}

/** The order in which wallets act changes with every step. */
const inTurn = (wallets: readonly MarketWallet[], { seed, atSeconds }: MarketStep): MarketWallet[] =>
  [...wallets].sort((one, other) => chance(seed, "turn", one.index, atSeconds) - chance(seed, "turn", other.index, atSeconds));

/** Brings one of the wallet's tokens towards the share it wishes, if that is worth a trade. */
function followWish(state: MarketState, { seed, fair, atSeconds }: MarketStep, wallet: MarketWallet): Trade | null {
  const { network } = state;
  const tokens = network.tokens.map(({ symbol }) => symbol).filter((symbol) => symbol !== DOLLAR);
  const symbol = tokens[Math.floor(chance(seed, "token", network.id, wallet.index, atSeconds) * tokens.length)] ?? "";
  const held = state.balances.get(wallet.index) ?? {};
  const worth = (of: string): number => toWhole(held[of] ?? 0n, decimalsOf(network, of)) * marketPrice(state, of);
  const budget = network.tokens.reduce((sum, token) => sum + worth(token.symbol), 0) / tokens.length;
  const share = budget > 0 ? worth(symbol) / budget : 0;
  const wished = wish(wallet, {
    ...{ seed, network: network.id, symbol, atSeconds, share, priceNow: marketPrice(state, symbol) },
    priceUsual: plannedPrice(network, symbol),
    fairAt: (seconds) => fairPrice(fair, network, symbol, seconds),
  });
  const usd = Math.abs(wished - share) * budget;
  if (usd < LEAST_USD || usd < LEAST_SHARE * budget * (wallet.habit === "accumulator" ? 0.2 : 1)) return null;
  const pay = wished > share ? DOLLAR : symbol;
  const wanted = toUnits(rounded(usd) / marketPrice(state, pay), decimalsOf(network, pay));
  const amount = wanted < (held[pay] ?? 0n) ? wanted : (held[pay] ?? 0n);
  return amount > 0n ? bestTrade(state, wallet.index, pay, wished > share ? symbol : DOLLAR, amount) : null;
}

/** People trade in round numbers. */
const rounded = (usd: number): number => Number(usd.toPrecision(2));
