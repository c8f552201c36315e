// One rule meets one swap. A pure step: the worker takes it live and a back-test takes it over the past, so both raise the same events.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { measurePair, measureQuiet } from "./measure-pair";
import { COOLDOWN_SECONDS, type RuleText, type ThresholdText } from "./rule";
import type { PairState, RuleState } from "./rule-state";
import type { SeenSwap } from "./seen-swap";
import { addToWindow, slideWindow } from "./time-window";
import { unitsOf } from "./units-of";

/** That a rule came true. */
export interface Happening {
  /** The same for the same trade whatever block it ends up in: network, pair, transaction, and which swap of the pair in it. */
  readonly key: string;
  readonly swap: SeenSwap;
  /** See measurePair for the units; of a wallet's purchase its value in US dollars, null when unknown. */
  readonly measured: bigint | null;
}

export interface Step {
  readonly state: RuleState;
  readonly happening: Happening | null;
}

/**
 * What `swap` does to a rule that stands at `state`. Swaps come in the order of the feed. `follows` are the wallets that the trader follows at that
 * moment, in lower case. A threshold fires when it is reached, again only after it was left and the cool-down is over.
 */
export function evaluateRule(rule: RuleText, state: RuleState, swap: SeenSwap, follows: ReadonlySet<string>): Step {
  if (rule.pairId !== null && rule.pairId !== swap.pairId) return { state, happening: null };
  if (rule.kind === "wallet_buys") return meetBuyer(rule, state, swap, follows);
  if (rule.kind === "wallets_agree" && !follows.has(swap.wallet)) return { state, happening: null };
  return meetThreshold(rule, state, swap, follows);
}

type WalletBuys = Extract<RuleText, { kind: "wallet_buys" }>;

function meetBuyer(rule: WalletBuys, state: RuleState, swap: SeenSwap, follows: ReadonlySet<string>): Step {
  const isWanted = rule.wallet === null ? follows.has(swap.wallet) : rule.wallet === swap.wallet;
  if (!isWanted) return { state, happening: null };
  const before = state.tx?.hash === swap.txHash ? state.tx.swaps : {};
  const ordinal = before[swap.pairId] ?? 0;
  const next: RuleState = { ...state, tx: { hash: swap.txHash, swaps: { ...before, [swap.pairId]: ordinal + 1 } } };
  const isLarge = rule.usdMin === null || (swap.usdUnits !== null && swap.usdUnits >= unitsOf(rule.usdMin, USD_DECIMALS));
  return { state: next, happening: swap.isBuy && isLarge ? { key: keyOf(swap, ordinal), swap, measured: swap.usdUnits } : null };
}

const UNSEEN: PairState = { isArmed: true, firedAtSeconds: null, firedBy: null, slots: [], sides: {} };

function meetThreshold(rule: ThresholdText, state: RuleState, swap: SeenSwap, follows: ReadonlySet<string>): Step {
  const known = state.pairs[swap.pairId] ?? (rule.kind === "price_crosses" ? { ...UNSEEN, isArmed: null } : UNSEEN);
  // Time alone may have emptied the window since the last swap.
  const quiet = measureQuiet(rule, known, swap.atSeconds, follows);
  const isArmed = known.isArmed === false && quiet?.isBeyond === false ? true : known.isArmed;
  const grown = withSwap(rule, known, swap);
  const { value, isBeyond } = measurePair(rule, grown, swap, follows);
  const isCool = known.firedAtSeconds === null || swap.atSeconds >= known.firedAtSeconds + COOLDOWN_SECONDS;
  const fires = isBeyond && isArmed === true && isCool;
  const key = keyOf(swap, 0);
  const next: PairState = fires
    ? { ...grown, isArmed: false, firedAtSeconds: swap.atSeconds, firedBy: key }
    : { ...grown, isArmed: isBeyond ? (isArmed ?? false) : true };
  return { state: { ...state, pairs: { ...state.pairs, [swap.pairId]: next } }, happening: fires ? { key, swap, measured: value } : null };
}

function withSwap(rule: ThresholdText, pair: PairState, swap: SeenSwap): PairState {
  if (rule.kind === "price_crosses") return pair;
  if (rule.kind !== "wallets_agree")
    return { ...pair, slots: addToWindow(slideWindow(pair.slots, swap.atSeconds, rule.windowSeconds), swap, rule.windowSeconds) };
  const fresh = Object.entries(pair.sides).filter(([, side]) => side.atSeconds > swap.atSeconds - rule.windowSeconds);
  return { ...pair, sides: { ...Object.fromEntries(fresh), [swap.wallet]: { atSeconds: swap.atSeconds, isBuy: swap.isBuy } } };
}

const keyOf = ({ network, pairId, txHash }: SeenSwap, ordinal: number): string => `${network}/${pairId}/${txHash}/${ordinal}`;
