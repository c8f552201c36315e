// How long something that could not be done waits for its next attempt.

export const BACK_OFF_SECONDS_MAX = 10;

/** Seconds until the next attempt after `attempts` failed ones (0, 1, …): 1, 2, 4, 8 and then 10 for ever; money is never given up on. */
export const backOffSeconds = (attempts: number): number => Math.min(BACK_OFF_SECONDS_MAX, 2 ** Math.min(attempts, 10));
