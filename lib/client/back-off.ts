// How long a page keeps still after it was told that there were too many requests. Chance spreads the pages of many traders, so that they do not all
// come back in the same second.

const FIRST_SPREAD_SECONDS = 2;
const SPREAD_SECONDS_MAX = 60;

/** One throttled answer: the how-manieth in a row it was (from 1), what it asked for, and a number from 0 up to but not including 1. */
export interface Throttled {
  readonly inARow: number;
  readonly askedSeconds: number;
  readonly chance: number;
}

/** Whole seconds to send nothing: never less than was asked for, and on top a random part of a span that doubles each time, up to a minute. */
export function backOffSeconds({ inARow, askedSeconds, chance }: Throttled): number {
  const spread = Math.min(SPREAD_SECONDS_MAX, FIRST_SPREAD_SECONDS * 2 ** (Math.max(1, inARow) - 1));
  return askedSeconds + Math.floor(chance * (spread + 1));
}
