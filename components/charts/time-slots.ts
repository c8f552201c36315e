const SLOTS_MAX = 5000;

/**
 * Where time passed without a point: the starts of the steps between neighbours, so that a gap takes its width. Beyond a bound the
 * missing steps are left out, because a chart of nothing but gaps shows nothing. `times` ascend, in seconds.
 */
export function missingSlots(times: readonly number[], stepSeconds: number): readonly number[] {
  const slots: number[] = [];
  for (const [index, time] of times.entries()) {
    const next = times[index + 1];
    if (next === undefined) break;
    for (let slot = time + stepSeconds; slot < next && slots.length < SLOTS_MAX; slot += stepSeconds) slots.push(slot);
  }
  return slots;
}

/** Cuts ascending times into runs without a gap, as [first index, index after the last]. */
export function runsOf(times: readonly number[], stepSeconds: number): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  let start = 0;
  for (let index = 1; index <= times.length; index++) {
    const [before, here] = [times[index - 1], times[index]];
    if (before !== undefined && here !== undefined && here - before <= stepSeconds) continue;
    runs.push([start, index]);
    start = index;
  }
  return times.length === 0 ? [] : runs;
}
