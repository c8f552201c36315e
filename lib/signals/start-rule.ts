// How a rule begins, and how it recovers from a chain that took swaps back: it looks at its window as it stands, and raises nothing of it.
import { evaluateRule } from "./evaluate-rule";
import type { RuleText } from "./rule";
import { FRESH_STATE, type PairState, type RuleState } from "./rule-state";
import type { SeenSwap } from "./seen-swap";

/** The state of a rule that has seen `past` (in order, at least its window, or the newest swap of its pair) and may fire from now on. */
export function startRule(rule: RuleText, past: Iterable<SeenSwap>, follows: ReadonlySet<string>): RuleState {
  let state = FRESH_STATE;
  for (const swap of past) ({ state } = evaluateRule(rule, state, swap, follows));
  return { ...state, pairs: mapPairs(state.pairs, (pair) => ({ ...pair, firedAtSeconds: null, firedBy: null })) };
}

/** One pair of a running rule counted anew from what still stands of it; whether it has fired, and when, stays as it was. */
export function recountPair(
  rule: RuleText,
  state: RuleState,
  pairId: number,
  standing: Iterable<SeenSwap>,
  follows: ReadonlySet<string>,
): RuleState {
  const known = state.pairs[pairId];
  if (known === undefined) return state;
  const { slots, sides } = startRule(rule, standing, follows).pairs[pairId] ?? { slots: [], sides: {} };
  return { ...state, pairs: { ...state.pairs, [pairId]: { ...known, slots, sides } } };
}

/**
 * A firing whose event was taken back has not happened: the pair is as ready to fire as it was before. Its transaction may come again in another
 * block, and its swaps are then counted from the first, so that they get the names that they had.
 */
export const takeBackFiring = (state: RuleState, eventKeys: ReadonlySet<string>): RuleState => ({
  tx: null,
  pairs: mapPairs(state.pairs, (pair) =>
    pair.firedBy !== null && eventKeys.has(pair.firedBy) ? { ...pair, isArmed: true, firedAtSeconds: null, firedBy: null } : pair,
  ),
});

const mapPairs = (pairs: RuleState["pairs"], change: (pair: PairState) => PairState): RuleState["pairs"] =>
  Object.fromEntries(Object.entries(pairs).map(([id, pair]) => [id, change(pair)]));
