// A sum that grows by the day, for a chart: what is summed up is known on every day, so a day on which nothing happened is no gap.

export const DAY_SECONDS = 86_400;

/** The sum at the end of a day that starts at `atSeconds`. */
export interface DayTotal {
  readonly atSeconds: number;
  readonly total: bigint;
}

/**
 * Running totals of `changes` (ascending by day, one a day, starting at midnight UTC) for each day up to the one that `nowSeconds` is in, at
 * most the last `daysMax`; what came before them is part of the first. Empty without changes.
 */
export function cumulateDays(
  changes: readonly { readonly daySeconds: number; readonly change: bigint }[],
  nowSeconds: number,
  daysMax: number,
): readonly DayTotal[] {
  const first = changes[0];
  if (first === undefined) return [];
  const today = nowSeconds - (nowSeconds % DAY_SECONDS);
  const start = Math.max(first.daySeconds, today - (daysMax - 1) * DAY_SECONDS);
  const totals: DayTotal[] = [];
  let total = 0n;
  let next = 0;
  for (let atSeconds = start; atSeconds <= today; atSeconds += DAY_SECONDS) {
    for (let change = changes[next]; change !== undefined && change.daySeconds <= atSeconds; change = changes[++next])
      total += change.change;
    totals.push({ atSeconds, total });
  }
  return totals;
}
