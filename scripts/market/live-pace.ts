// How fast the live market goes: a few seconds between two looks, and ever longer ones as what it leaves on the disk grows.

export interface LivePace {
  readonly pauseMs: number;
  /** At this size of the chain's file the pause is twice as long; beyond it, it grows with the fourth power. */
  readonly comfortBytes: number;
}

/** Twice the comfortable size means a pause of seventeen times, three times one of eighty-two: a demo left alone does not fill the disk. */
export function livePauseMs({ pauseMs, comfortBytes }: LivePace, bytes: number): number {
  return Math.round(pauseMs * (1 + (bytes / comfortBytes) ** 4));
}
