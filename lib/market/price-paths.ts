// What tokens are worth in US dollars by the reserves of their pairs: along the path whose smallest pool is the largest, so that a price is
// as hard to move as the market allows.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { divideRounded } from "@/lib/money/divide-rounded";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";
import { INDEX_PRICE_DECIMALS } from "./execution-price";

/** A token as prices need it; the address in lower case. */
export interface PricedToken {
  readonly address: string;
  readonly decimals: number;
  /** Counted as exactly one US dollar. */
  readonly isUsdAnchor: boolean;
}

/** A pair with the reserves of the moment; zero where none were seen yet. */
export interface Pool {
  readonly address: string;
  readonly token0: PricedToken;
  readonly token1: PricedToken;
  readonly reserve0: bigint;
  readonly reserve1: bigint;
}

/** One US dollar as a price of the index. */
export const ONE_USD_E18 = 10n ** BigInt(INDEX_PRICE_DECIMALS);

/** A price from here on is nonsense (a pool that was emptied but for dust), and counts as none. */
export const TOKEN_PRICE_E18_LIMIT = 10n ** 60n;

// Wider than any pool.
const ANCHOR_WIDTH = 10n ** 100n;

interface Reached {
  readonly token: PricedToken;
  readonly usdE18: bigint;
  /** Dollars of the smallest pool on the way, with USD_DECIMALS decimals. */
  readonly width: bigint;
  readonly hops: number;
  /** The last pool of the way. */
  readonly pool: string;
}

/** The pools by each of their two tokens; made once, since pools come far less often than reserves change. */
export function poolsByToken<P extends Pool>(pools: Iterable<P>): ReadonlyMap<string, readonly P[]> {
  const found = new Map<string, P[]>();
  for (const pool of pools) {
    for (const { address } of [pool.token0, pool.token1]) {
      const known = found.get(address);
      if (known === undefined) found.set(address, [pool]);
      else known.push(pool);
    }
  }
  return found;
}

/**
 * US dollars per whole token with INDEX_PRICE_DECIMALS decimals, by address; a token that no path reaches is absent. Anchors are one dollar.
 * Every other token is priced by its widest path: a pool is as wide as the dollars of its side that is priced already, a path as its narrowest
 * pool. Of equally wide ones the path with fewer pools counts, then the one whose last pool, then whose token sorts first. With `until` the
 * search may end as soon as that token is priced.
 */
export function pricePaths(pools: ReadonlyMap<string, readonly Pool[]>, until?: string): Map<string, bigint> {
  const prices = new Map<string, bigint>();
  const open: Reached[] = anchorsOf(pools);
  for (let best = takeWidest(open, prices); best !== null; best = takeWidest(open, prices)) {
    prices.set(best.token.address, best.usdE18);
    if (best.token.address === until) break;
    for (const pool of pools.get(best.token.address) ?? []) {
      const next = cross(pool, best);
      if (next !== null && !prices.has(next.token.address)) open.push(next);
    }
  }
  return prices;
}

function anchorsOf(pools: ReadonlyMap<string, readonly Pool[]>): Reached[] {
  const anchors: Reached[] = [];
  for (const [address, [pool]] of pools) {
    const token = pool?.token0.address === address ? pool.token0 : pool?.token1;
    if (token?.isUsdAnchor === true) anchors.push({ token, usdE18: ONE_USD_E18, width: ANCHOR_WIDTH, hops: 0, pool: "" });
  }
  return anchors;
}

/** Takes the widest way out of `open`; ways to tokens that are priced by now are dropped. */
function takeWidest(open: Reached[], prices: ReadonlyMap<string, bigint>): Reached | null {
  let best: Reached | null = null;
  let kept = 0;
  for (const reached of open) {
    if (prices.has(reached.token.address)) continue;
    open[kept] = reached;
    kept += 1;
    if (best === null || isBefore(reached, best)) best = reached;
  }
  open.length = kept;
  return best;
}

function isBefore(left: Reached, right: Reached): boolean {
  if (left.width !== right.width) return left.width > right.width;
  if (left.hops !== right.hops) return left.hops < right.hops;
  if (left.pool !== right.pool) return left.pool < right.pool;
  return left.token.address < right.token.address;
}

/** The way through `pool` to its other token, or null where the pool is empty or its price is nonsense. */
function cross(pool: Pool, from: Reached): Reached | null {
  if (pool.reserve0 <= 0n || pool.reserve1 <= 0n) return null;
  const isFrom0 = pool.token0.address === from.token.address;
  const near = { units: isFrom0 ? pool.reserve0 : pool.reserve1, decimals: from.token.decimals };
  const far = { units: isFrom0 ? pool.reserve1 : pool.reserve0, decimals: (isFrom0 ? pool.token1 : pool.token0).decimals };
  const price = { units: from.usdE18, decimals: INDEX_PRICE_DECIMALS };
  const usdE18 = divideRounded(
    near.units * from.usdE18 * 10n ** BigInt(far.decimals),
    far.units * 10n ** BigInt(near.decimals),
    "half_even",
  );
  if (usdE18 >= TOKEN_PRICE_E18_LIMIT) return null;
  const dollars = multiplyByPrice(near, price, USD_DECIMALS, "down");
  const width = dollars < from.width ? dollars : from.width;
  return { token: isFrom0 ? pool.token1 : pool.token0, usdE18, width, hops: from.hops + 1, pool: pool.address };
}
