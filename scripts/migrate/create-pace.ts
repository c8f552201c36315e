// Calls in an even stream instead of bursts: Cognito counts by the second, and our traders share the count.
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until the next call is due. */
export type Pace = () => Promise<void>;

/** A pace of so many calls a second for everybody who shares it. The clock and the wait can be handed in. */
export function createPace(
  perSecond: number,
  nowMs: () => number = () => performance.now(),
  wait: (ms: number) => Promise<unknown> = sleep,
): Pace {
  const stepMs = 1_000 / perSecond;
  let dueMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = nowMs();
    const mine = Math.max(now, dueMs);
    // Taken before waiting, so that callers at once stand in a line.
    dueMs = mine + stepMs;
    if (mine > now) await wait(mine - now);
  };
}
