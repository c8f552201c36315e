// What a signal tells, in the form that is stored, sent to webhooks and shown: the same words everywhere, long after the rule was changed.
import type { RuleText } from "./rule";

/** The market on which it happened, and what a trader would call its sides. */
export interface PairNames {
  readonly pairId: number;
  readonly network: string;
  readonly base: string;
  readonly quote: string;
}

/** One event with the rule as it was then. Amounts are decimal texts; `measured` is in the unit of the rule's threshold. */
export interface Happened {
  readonly version: 1;
  readonly rule: RuleText;
  readonly pair: PairNames;
  readonly wallet: string;
  readonly side: "buy" | "sell";
  readonly price: string;
  readonly usd: string | null;
  readonly measured: string | null;
  readonly txHash: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}
