// Whether this device's clock is right. Codes come from the time, and a clock that sets itself wrongly is the commonest reason why none is accepted.

/** Seconds from which a wrong clock spoils codes: half of a code's life. */
export const CLOCK_DRIFT_SECONDS_MIN = 15;

/** Whole seconds by which this device's clock is ahead of the server's (negative: behind), by its Date header; null when that cannot be told. */
export async function measureClockDrift(): Promise<number | null> {
  const askedAtMs = Date.now();
  const answer = await fetch("/api/health", { method: "HEAD", cache: "no-store" }).catch(() => null);
  const date = answer?.headers.get("date") ?? null;
  return date === null ? null : driftSeconds({ askedAtMs, answeredAtMs: Date.now(), serverMs: Date.parse(date) });
}

/** The drift from one exchange. The header is cut to the second, so half a second is added to it. Pure. */
export function driftSeconds(times: {
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
  readonly serverMs: number;
}): number | null {
  if (Number.isNaN(times.serverMs)) return null;
  const middleMs = (times.askedAtMs + times.answeredAtMs) / 2;
  return Math.round((middleMs - (times.serverMs + 500)) / 1000);
}
