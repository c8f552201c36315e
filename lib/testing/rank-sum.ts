// Whether two sets of measurements differ, without assuming anything about how they are spread: the rank-sum test of Mann and Whitney.

interface Ranked {
  readonly value: number;
  readonly isFirst: boolean;
}

/** Upper tail of the standard normal distribution (Abramowitz and Stegun 26.2.17; error below 1e-7). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/**
 * The two-sided p-value of "neither set tends to larger values", by the normal approximation with correction for ties and continuity; good from
 * about twenty values a side on. 1 when all values are equal. NaN for an empty side.
 */
export function rankSumP(first: readonly number[], second: readonly number[]): number {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return Number.NaN;
  const all: Ranked[] = [...first.map((value) => ({ value, isFirst: true })), ...second.map((value) => ({ value, isFirst: false }))];
  all.sort((one, two) => one.value - two.value);
  let [rankSum, ties] = [0, 0];
  for (let at = 0; at < all.length;) {
    let end = at;
    while (end < all.length && all[end]?.value === all[at]?.value) end += 1;
    const size = end - at;
    ties += size ** 3 - size;
    // Equal values share the mean of their ranks, which count from one.
    rankSum += all.slice(at, end).filter(({ isFirst }) => isFirst).length * ((at + 1 + end) / 2);
    at = end;
  }
  const total = m + n;
  const u = rankSum - (m * (m + 1)) / 2;
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)));
  if (variance <= 0) return 1;
  const z = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * upperTail(z));
}
