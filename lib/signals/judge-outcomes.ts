// What prices did after the events of a back-test: the middle of the changes, and how many of them went up.

/** Changes after one span. Basis points, rounded down towards zero; null without an event that is old enough. */
export interface Outcome {
  readonly counted: number;
  readonly medianBps: number | null;
  readonly upShareBps: number | null;
}

/** Judges pairs of prices (at the event, and a span later), both with 18 decimals. The median of an even count is the lower of the middle two. */
export function judgeOutcomes(changes: readonly { readonly fromE18: bigint; readonly toE18: bigint }[]): Outcome {
  const bps = changes
    .filter(({ fromE18 }) => fromE18 > 0n)
    .map(({ fromE18, toE18 }) => ((toE18 - fromE18) * 10_000n) / fromE18)
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  if (bps.length === 0) return { counted: 0, medianBps: null, upShareBps: null };
  const up = bps.filter((change) => change > 0n).length;
  const median = bps[Math.floor((bps.length - 1) / 2)] ?? 0n;
  return { counted: bps.length, medianBps: Number(median), upShareBps: Math.floor((up * 10_000) / bps.length) };
}
