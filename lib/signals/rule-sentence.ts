// A rule read aloud, so that a trader sees what they will be told of before they save it. Without numbers in a local form: mail has no locale.
import type { RuleText, WindowSeconds } from "./rule";

/** What a rule's pair and wallet are called. */
export interface RuleNames {
  /** Such as "LINK/USDC on Base"; null where the rule names no pair. */
  readonly pair: string | null;
  /** The trader's own label, or a shortened address; null where the rule names no wallet. */
  readonly wallet: string | null;
}

/** "Tell me when …", with a full stop. */
export function ruleSentence(rule: RuleText, { pair, wallet }: RuleNames): string {
  const market = pair ?? "any pair";
  switch (rule.kind) {
    case "wallet_buys":
      return `Tell me when ${wallet ?? "any wallet I follow"} buys ${pair === null ? "anything" : `the base of ${pair}`}${rule.usdMin === null ? "" : ` for at least ${rule.usdMin} USD`}.`;
    case "price_crosses":
      return `Tell me when the price of ${market} ${rule.direction === "above" ? "rises to" : "falls to"} ${rule.price} or ${rule.direction === "above" ? "more" : "less"}.`;
    case "price_moves":
      return `Tell me when the price of ${market} moves by ${rule.percent} % or more within ${windowName(rule.windowSeconds)}.`;
    case "volume":
      return `Tell me when ${rule.usd} USD or more change hands on ${market} within ${windowName(rule.windowSeconds)}.`;
    case "flow":
      return `Tell me when ${rule.direction === "in" ? "purchases exceed sales" : "sales exceed purchases"} on ${market} by ${rule.usd} USD or more within ${windowName(rule.windowSeconds)}.`;
    case "wallets_agree":
      return `Tell me when at least ${rule.wallets} wallets I follow ${rule.side} on ${pair === null ? "one pair" : market} within ${windowName(rule.windowSeconds)}.`;
  }
}

const WINDOW_NAMES: Readonly<Record<WindowSeconds, string>> = {
  300: "5 minutes",
  900: "15 minutes",
  3_600: "an hour",
  14_400: "4 hours",
  86_400: "a day",
};

/** A window in words. */
export const windowName = (seconds: WindowSeconds): string => WINDOW_NAMES[seconds];
