// At which moments a value over time is asked for: evenly, on whole steps of the clock, so that a chart keeps its places when it is read again.

/** The most moments of one answer, the present one apart. */
export const SAMPLES_MAX = 200;

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
// Steps a person counts in.
const STEPS = [
  HOUR_SECONDS,
  2 * HOUR_SECONDS,
  6 * HOUR_SECONDS,
  12 * HOUR_SECONDS,
  DAY_SECONDS,
  7 * DAY_SECONDS,
  28 * DAY_SECONDS,
] as const;

export interface Samples {
  readonly stepSeconds: number;
  /** Ascending; the last is the present moment, all others are multiples of the step. */
  readonly atSeconds: readonly number[];
}

/**
 * The moments of the last `spanSeconds` (null: everything) for someone whose first movement was at `firstAtSeconds` (null: none). Nothing before
 * that movement is asked for. The step is the smallest of a fixed few that needs no more than SAMPLES_MAX of them.
 */
export function sampleTimes(spanSeconds: number | null, firstAtSeconds: number | null, nowSeconds: number): Samples {
  const first = Math.min(firstAtSeconds ?? nowSeconds, nowSeconds);
  const from = spanSeconds === null ? first : nowSeconds - spanSeconds;
  const stepSeconds = stepFor(nowSeconds - from);
  const atSeconds: number[] = [];
  for (let at = Math.ceil(Math.max(from, first) / stepSeconds) * stepSeconds; at < nowSeconds; at += stepSeconds) atSeconds.push(at);
  return { stepSeconds, atSeconds: [...atSeconds, nowSeconds] };
}

// The widest step keeps the bound for centuries, by being repeated.
function stepFor(spanSeconds: number): number {
  const widest = 28 * DAY_SECONDS;
  const fitting = STEPS.find((step) => spanSeconds / step <= SAMPLES_MAX);
  return fitting ?? widest * Math.ceil(spanSeconds / widest / SAMPLES_MAX);
}
