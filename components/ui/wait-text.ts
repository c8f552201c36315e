const DAY = 86_400;
const HOUR = 3_600;
const MINUTE = 60;

/** How long something still lasts, in the two largest units that matter: "23 h 58 min", "4 min 10 s", "0 s". Seconds in. */
export function waitText(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  if (left >= 2 * DAY) return two(Math.floor(left / DAY), "d", Math.floor((left % DAY) / HOUR), "h");
  if (left >= HOUR) return two(Math.floor(left / HOUR), "h", Math.floor((left % HOUR) / MINUTE), "min");
  if (left >= MINUTE) return two(Math.floor(left / MINUTE), "min", left % MINUTE, "s");
  return `${left} s`;
}

const two = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
