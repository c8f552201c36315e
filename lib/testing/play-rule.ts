// A rule played over swaps that a person can write down in a line, its state stored and read back between any two of them.
import { evaluateRule, type Happening } from "@/lib/signals/evaluate-rule";
import type { RuleText } from "@/lib/signals/rule";
import { FRESH_STATE, type RuleState } from "@/lib/signals/rule-state";
import type { SeenSwap } from "@/lib/signals/seen-swap";

export const ADA = `0x${"a".repeat(40)}`;
export const BOB = `0x${"b".repeat(40)}`;
export const EVE = `0x${"e".repeat(40)}`;
/** Whom the rule's trader follows. */
export const FOLLOWS = new Set([ADA, BOB]);
export const USD = 10n ** 8n;
const E18 = 10n ** 18n;

/** A swap in short; what is left out is somebody's purchase for 100 dollars at 10. */
export interface Sketch {
  readonly at: number;
  readonly wallet?: string;
  readonly buys?: boolean;
  readonly usd?: number | null;
  readonly price?: number;
  readonly pairId?: number;
  readonly tx?: string;
}
let serial = 0;
/** The swap of a sketch, in a transaction of its own unless one is named. */
export const swap = ({ at, wallet = EVE, buys = true, usd = 100, price = 10, pairId = 1, tx }: Sketch): SeenSwap => ({
  network: "testnet",
  pairId,
  txHash: tx ?? `0x${(serial += 1).toString(16).padStart(64, "0")}`,
  atSeconds: at,
  wallet,
  isBuy: buys,
  priceE18: BigInt(price) * E18,
  usdUnits: usd === null ? null : BigInt(usd) * USD,
});

/** What the rule raises, and what it remembers in the end. */
export function play(rule: RuleText, swaps: readonly SeenSwap[], from: RuleState = FRESH_STATE, follows: ReadonlySet<string> = FOLLOWS) {
  let state = from;
  const happenings: Happening[] = [];
  for (const one of swaps) {
    const step = evaluateRule(rule, state, one, follows);
    // As it is stored and read back.
    state = JSON.parse(JSON.stringify(step.state)) as RuleState;
    if (step.happening) happenings.push(step.happening);
  }
  return { state, happenings };
}
