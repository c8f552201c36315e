// Facts are played over the market in memory: what they mean depends on the reserves that stood before each.
import "server-only";
import { invariant } from "@/lib/ground/invariant";
import { executionPrice } from "@/lib/market/execution-price";
import { bucketStart } from "@/lib/market/fold-candle";
import type { IndexFact, ReserveFact, SwapFact } from "@/lib/market/index-facts";
import { type PricedToken, pricePaths } from "@/lib/market/price-paths";
import { swapSides } from "@/lib/market/swap-sides";
import { valueSwap } from "@/lib/market/value-swap";
import type { Market, MarketPair } from "./load-market";
import type { Trade } from "./trade";

const HOUR_SECONDS = 3_600;

/** Token prices in US dollars (18 decimals) as they stood after the last fact of an hour. */
export interface HourPrices {
  readonly hourAtSeconds: number;
  readonly prices: ReadonlyMap<string, bigint>;
}

/** What the facts came to, in their order. */
export interface Played {
  readonly trades: readonly Trade[];
  readonly reserveChanges: readonly ReserveFact[];
  /** The pairs whose reserves moved. */
  readonly moved: ReadonlySet<MarketPair>;
  /** One entry per hour that had a fact; the last one may still be replaced by a later call. */
  readonly hours: readonly HourPrices[];
}

/** Plays `facts` in order and moves the reserves of `market` along. A fact of an unknown pair is a bug of the caller. */
export function playFacts(market: Market, facts: readonly IndexFact[]): Played {
  const trades: Trade[] = [];
  const reserveChanges: ReserveFact[] = [];
  const moved = new Set<MarketPair>();
  const hours: HourPrices[] = [];
  let hour: number | null = null;
  for (const fact of facts) {
    const pair = market.pairs.get(fact.pairId);
    invariant(pair !== undefined, "a fact names a pair of its network");
    const next = bucketStart(fact.atSeconds, HOUR_SECONDS);
    if (hour !== null && next !== hour) hours.push({ hourAtSeconds: hour, prices: pricePaths(market.pools) });
    hour = next;
    const trade = fact.kind === "swap" ? tradeOf(market, pair, fact) : null;
    if (trade === null) reserveChanges.push({ ...fact, kind: "reserves" });
    else trades.push(trade);
    pair.reserve0 = fact.reserve0;
    pair.reserve1 = fact.reserve1;
    pair.seenAt = { blockNumber: fact.blockNumber, logIndex: fact.logIndex };
    moved.add(pair);
  }
  if (hour !== null) hours.push({ hourAtSeconds: hour, prices: pricePaths(market.pools) });
  return { trades, reserveChanges, moved, hours };
}

function tradeOf(market: Market, pair: MarketPair, fact: SwapFact): Trade | null {
  const sides = swapSides(fact);
  if (sides === null) return null;
  const [paid, received] = sides.isToken0Paid ? [pair.token0, pair.token1] : [pair.token1, pair.token0];
  const isBuy = sides.isToken0Paid !== pair.isToken0Base;
  const paidSide = { token: paid, baseUnits: sides.paidBaseUnits };
  const receivedSide = { token: received, baseUnits: sides.receivedBaseUnits };
  const [base, quote] = isBuy ? [receivedSide, paidSide] : [paidSide, receivedSide];
  return {
    blockNumber: fact.blockNumber,
    logIndex: fact.logIndex,
    txHash: fact.txHash,
    atSeconds: fact.atSeconds,
    pairId: pair.id,
    wallet: fact.wallet,
    isBuy,
    baseUnits: base.baseUnits,
    quoteUnits: quote.baseUnits,
    priceE18: executionPrice(
      { units: base.baseUnits, decimals: base.token.decimals },
      { units: quote.baseUnits, decimals: quote.token.decimals },
    ),
    usdValue: valueSwap(base, quote, (token: PricedToken) => pricePaths(market.pools, token.address).get(token.address) ?? null),
    reserve0: fact.reserve0,
    reserve1: fact.reserve1,
    paid,
    paidUnits: sides.paidBaseUnits,
    received,
    receivedUnits: sides.receivedBaseUnits,
  };
}
