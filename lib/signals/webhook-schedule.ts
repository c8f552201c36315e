// When a webhook that was not taken is tried again: soon at first, for about a day in all, and then its endpoint counts as failing.

const DELAYS_SECONDS = [5, 60, 300, 1_800, 7_200, 18_000, 28_800, 28_800] as const;
const JITTER = 0.2;

export const WEBHOOK_ATTEMPTS_MAX = DELAYS_SECONDS.length + 1;

/** Seconds until the next attempt after `attempts` failed ones (1, 2, …), a fifth more or less by `chance` (0 to 1); null when it was the last. */
export function webhookDelaySeconds(attempts: number, chance: number): number | null {
  const delay = DELAYS_SECONDS[attempts - 1];
  return delay === undefined ? null : Math.round(delay * (1 - JITTER + 2 * JITTER * chance));
}
