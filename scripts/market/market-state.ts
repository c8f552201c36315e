// A market as its wallets see it: what lies in the pools and in their own hands. The formula is Uniswap V2's own, to the last unit, so
// the simulator knows the outcome of each trade before it sends it, and the chain must agree.
import type { PlannedNetwork } from "./market-plan";

export interface Pool {
  readonly base: string;
  readonly quote: string;
  /** Base units by symbol. */
  readonly reserves: Readonly<Record<string, bigint>>;
}

export interface MarketState {
  readonly network: PlannedNetwork;
  pools: readonly Pool[];
  /** Base units by wallet index and symbol. */
  readonly balances: Map<number, Record<string, bigint>>;
}

export interface Trade {
  readonly walletIndex: number;
  /** Symbols from the one that is paid to the one that is received. */
  readonly path: readonly string[];
  readonly amountIn: bigint;
  /** What the pools give for it as they are now. */
  readonly amountOut: bigint;
}

/** What a pool gives for `amountIn`, after its fee of 0.3 %. */
export function amountOut(amountIn: bigint, reserveIn: bigint, reserveOut: bigint): bigint {
  const paid = amountIn * 997n;
  return (paid * reserveOut) / (reserveIn * 1000n + paid);
}

/** The pool of two tokens, whichever of them is its base. */
export const poolOf = (state: MarketState, one: string, other: string): Pool | undefined =>
  state.pools.find(({ base, quote }) => (base === one && quote === other) || (base === other && quote === one));

/** What comes out at the end of `path`, or 0 when it does not lead there. */
export function quotePath(state: MarketState, path: readonly string[], amountIn: bigint): bigint {
  return path.slice(1).reduce((amount, received, hop) => {
    const paid = path[hop] ?? "";
    const reserves = poolOf(state, paid, received)?.reserves;
    return reserves === undefined ? 0n : amountOut(amount, reserves[paid] ?? 0n, reserves[received] ?? 0n);
  }, amountIn);
}

/** The best way of at most two hops, or null when no way gives anything. */
export function bestTrade(state: MarketState, walletIndex: number, pay: string, receive: string, amountIn: bigint): Trade | null {
  const between = state.network.tokens.map(({ symbol }) => symbol).filter((symbol) => symbol !== pay && symbol !== receive);
  const paths = [[pay, receive], ...between.map((symbol) => [pay, symbol, receive])];
  return paths.reduce<Trade | null>((best, path) => {
    const out = quotePath(state, path, amountIn);
    return out > (best?.amountOut ?? 0n) ? { walletIndex, path, amountIn, amountOut: out } : best;
  }, null);
}

/** Carries `trade` out on the state. */
export function applyTrade(state: MarketState, { walletIndex, path, amountIn }: Trade): void {
  const held = state.balances.get(walletIndex) ?? {};
  let amount = amountIn;
  move(held, path[0] ?? "", -amountIn);
  for (const [hop, received] of path.slice(1).entries()) {
    const paid = path[hop] ?? "";
    const pool = poolOf(state, paid, received);
    if (pool === undefined) throw new Error(`There is no pool of ${paid} and ${received}.`);
    const before = pool.reserves;
    const out = amountOut(amount, before[paid] ?? 0n, before[received] ?? 0n);
    const reserves = { ...before, [paid]: (before[paid] ?? 0n) + amount, [received]: (before[received] ?? 0n) - out };
    state.pools = state.pools.map((known) => (known === pool ? { ...known, reserves } : known));
    amount = out;
  }
  move(held, path.at(-1) ?? "", amount);
  state.balances.set(walletIndex, held);
}

function move(held: Record<string, bigint>, symbol: string, by: bigint): void {
  held[symbol] = (held[symbol] ?? 0n) + by;
}
