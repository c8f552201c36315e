// What a trader may ask to be told of. A rule is data: the same rule is judged live, played over the past, and read aloud in a sentence.

/** The spans over which windows are counted, in seconds. */
export const WINDOW_SECONDS = [300, 900, 3_600, 14_400, 86_400] as const;
export type WindowSeconds = (typeof WINDOW_SECONDS)[number];

/** After a rule of a threshold has fired it keeps still for this long, so that a price on its edge is one event and not fifty. */
export const COOLDOWN_SECONDS = 900;

export const RULES_MAX = 50;

/** A rule as it is written, stored and sent: amounts are decimal texts, prices are quote per base. A null pair is any pair, a null wallet any followed one. */
export type RuleText =
  | { readonly kind: "wallet_buys"; readonly wallet: string | null; readonly pairId: number | null; readonly usdMin: string | null }
  | { readonly kind: "price_crosses"; readonly pairId: number; readonly direction: "above" | "below"; readonly price: string }
  | { readonly kind: "price_moves"; readonly pairId: number; readonly percent: string; readonly windowSeconds: WindowSeconds }
  | { readonly kind: "volume"; readonly pairId: number; readonly usd: string; readonly windowSeconds: WindowSeconds }
  | {
      readonly kind: "flow";
      readonly pairId: number;
      readonly direction: "in" | "out";
      readonly usd: string;
      readonly windowSeconds: WindowSeconds;
    }
  | {
      readonly kind: "wallets_agree";
      readonly pairId: number | null;
      readonly side: "buy" | "sell";
      readonly wallets: number;
      readonly windowSeconds: WindowSeconds;
    };

export type RuleKind = RuleText["kind"];

/** The kinds of which each pair is measured against a threshold. */
export type ThresholdText = Exclude<RuleText, { kind: "wallet_buys" }>;
