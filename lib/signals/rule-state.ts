// What a rule remembers between two swaps. It is plain JSON of bounded size, because it is stored after every step and read back after every restart.

/** One slice of a window: sums in US dollars with 8 decimals, prices with 18, all as texts. */
export interface WindowSlot {
  readonly slot: number;
  readonly volume: string;
  readonly flow: string;
  readonly low: string;
  readonly high: string;
}

/** One pair under a threshold. */
export interface PairState {
  /** Null until it is known on which side of the threshold the pair began. */
  readonly isArmed: boolean | null;
  readonly firedAtSeconds: number | null;
  /** The key of the event that it fired last: when that is taken back, so is the firing. */
  readonly firedBy: string | null;
  readonly slots: readonly WindowSlot[];
  /** The newest trade of each followed wallet: when, and whether it bought. */
  readonly sides: Readonly<Record<string, { readonly atSeconds: number; readonly isBuy: boolean }>>;
}

export interface RuleState {
  readonly pairs: Readonly<Record<string, PairState>>;
  /** How many swaps of each pair the newest transaction has had, so that each of them has a name of its own. */
  readonly tx: { readonly hash: string; readonly swaps: Readonly<Record<string, number>> } | null;
}

/** A rule that has seen nothing. */
export const FRESH_STATE: RuleState = { pairs: {}, tx: null };
