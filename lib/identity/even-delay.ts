// How long an answer waits, so that its time tells nothing of the account it is about.

/**
 * Milliseconds still to wait so that an answer leaves at a whole multiple of `slotMs`, the first at the earliest. Work that fits into a slot looks
 * alike from outside, whatever it was. A slot of 0 waits for nothing.
 */
export function evenDelayMs(elapsedMs: number, slotMs: number): number {
  if (slotMs <= 0) return 0;
  const slots = Math.max(1, Math.ceil(elapsedMs / slotMs));
  return slots * slotMs - elapsedMs;
}
