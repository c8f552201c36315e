// How a pair stands against the threshold of a rule.
import { USD_DECIMALS } from "@/lib/money/base-units";
import type { ThresholdText } from "./rule";
import type { PairState } from "./rule-state";
import type { SeenSwap } from "./seen-swap";
import { rangeOfWindow, slideWindow, sumWindow } from "./time-window";
import { PERCENT_DECIMALS, PRICE_DECIMALS, unitsOf } from "./units-of";

/**
 * What was measured, and whether it reaches the threshold. Units by kind: a price has 18 decimals, a move is in signed basis points, volume and
 * flow are US dollars with 8 decimals (flow signed, into the base above zero), wallets are counted.
 */
export interface Measured {
  readonly value: bigint;
  readonly isBeyond: boolean;
}

/** The pair at the moment of `swap`, which is already part of `pair`. */
export function measurePair(rule: ThresholdText, pair: PairState, swap: SeenSwap, follows: ReadonlySet<string>): Measured {
  switch (rule.kind) {
    case "price_crosses": {
      const price = unitsOf(rule.price, PRICE_DECIMALS);
      return { value: swap.priceE18, isBeyond: rule.direction === "above" ? swap.priceE18 >= price : swap.priceE18 <= price };
    }
    case "price_moves":
      return measureMove(unitsOf(rule.percent, PERCENT_DECIMALS), rangeOfWindow(pair.slots), swap.priceE18);
    default:
      return measureSpan(rule, pair, swap.atSeconds, follows);
  }
}

/** What a pair would measure at `atSeconds` had nothing happened since. Null for kinds that only a swap can measure. */
export function measureQuiet(rule: ThresholdText, pair: PairState, atSeconds: number, follows: ReadonlySet<string>): Measured | null {
  return rule.kind === "price_crosses" || rule.kind === "price_moves" ? null : measureSpan(rule, pair, atSeconds, follows);
}

type SpanRule = Extract<ThresholdText, { kind: "volume" | "flow" | "wallets_agree" }>;

function measureSpan(rule: SpanRule, pair: PairState, atSeconds: number, follows: ReadonlySet<string>): Measured {
  if (rule.kind === "wallets_agree") {
    const agreeing = Object.entries(pair.sides).filter(
      ([wallet, side]) => follows.has(wallet) && side.isBuy === (rule.side === "buy") && side.atSeconds > atSeconds - rule.windowSeconds,
    ).length;
    return { value: BigInt(agreeing), isBeyond: agreeing >= rule.wallets };
  }
  const value = sumWindow(slideWindow(pair.slots, atSeconds, rule.windowSeconds), rule.kind);
  const threshold = unitsOf(rule.usd, USD_DECIMALS);
  return { value, isBeyond: rule.kind === "flow" && rule.direction === "out" ? -value >= threshold : value >= threshold };
}

/** The larger of the way up from the lowest and the way down from the highest price of the window, rounded towards none. */
function measureMove(threshold: bigint, range: { readonly low: bigint; readonly high: bigint } | null, price: bigint): Measured {
  if (range === null || range.low === 0n) return { value: 0n, isBeyond: false };
  const up = ((price - range.low) * 10_000n) / range.low;
  const down = ((range.high - price) * 10_000n) / range.high;
  const value = up >= down ? up : -down;
  return { value, isBeyond: (value < 0n ? -value : value) >= threshold };
}
