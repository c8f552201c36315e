// The arbitrageur's work: where a pool's price has left the fair value by more than the fee, it trades the gap nearly shut.
import { applyTrade, quotePath, type MarketState, type Trade } from "./market-state";
import type { MarketStep } from "./market-step";
import { decimalsOf, fairPrice, poolPrice, toUnits, toWhole } from "./prices";
import type { MarketWallet } from "./wallets";

/** Smaller gaps cost about as much in fees as they bring. */
const LEAST_GAP = 0.006;
/** What is left of a payment after the pool's fee: it trades until the next unit would cost more than it is worth. */
const AFTER_FEE = 0.997;

/** The trades that close what gaps there are, at most one per pool; `state` has them carried out. */
export function closeGaps(state: MarketState, { fair, atSeconds }: MarketStep, wallet: MarketWallet): Trade[] {
  const { network } = state;
  const worth = (symbol: string): number => fairPrice(fair, network, symbol, atSeconds);
  const trades: Trade[] = [];
  for (const { base, quote } of state.pools) {
    const ratio = worth(base) / worth(quote) / (poolPrice(state, base, quote) ?? 0);
    if (Math.abs(ratio - 1) < LEAST_GAP) continue;
    // A pool that is too cheap in its base is paid in its quote, and the other way round.
    const [pay, receive, gap] = ratio > 1 ? [quote, base, ratio] : [base, quote, 1 / ratio];
    const decimals = decimalsOf(network, pay);
    const inPool = state.pools.find((pool) => pool.base === base && pool.quote === quote)?.reserves[pay] ?? 0n;
    const wanted = toUnits(toWhole(inPool, decimals) * (Math.sqrt(gap * AFTER_FEE) - 1), decimals);
    const held = state.balances.get(wallet.index)?.[pay] ?? 0n;
    const amountIn = wanted < held ? wanted : held;
    const path = [pay, receive];
    const amountOut = quotePath(state, path, amountIn);
    if (amountOut === 0n) continue;
    const trade = { walletIndex: wallet.index, path, amountIn, amountOut };
    applyTrade(state, trade);
    trades.push(trade);
  }
  return trades;
}
