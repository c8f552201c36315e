// From a happening to what is kept of it.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import type { Happening } from "./evaluate-rule";
import type { Happened, PairNames } from "./happened";
import type { RuleText } from "./rule";
import { PERCENT_DECIMALS, PRICE_DECIMALS } from "./units-of";

/** The event in texts. `at` is the block's time, RFC 3339 in UTC. */
export function describeHappening(rule: RuleText, { swap, measured }: Happening, pair: PairNames, at: string): Happened {
  return {
    version: 1,
    ...{ rule, pair, wallet: swap.wallet, side: swap.isBuy ? "buy" : "sell" },
    price: formatAmount(swap.priceE18, PRICE_DECIMALS),
    usd: swap.usdUnits === null ? null : formatAmount(swap.usdUnits, USD_DECIMALS),
    measured: measured === null ? null : formatAmount(measured, DECIMALS[rule.kind]),
    ...{ txHash: swap.txHash, at },
  };
}

const DECIMALS: Readonly<Record<RuleText["kind"], number>> = {
  wallet_buys: USD_DECIMALS,
  price_crosses: PRICE_DECIMALS,
  price_moves: PERCENT_DECIMALS,
  volume: USD_DECIMALS,
  flow: USD_DECIMALS,
  wallets_agree: 0,
};
