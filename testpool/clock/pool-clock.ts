// The one place in the pool that asks the machine for the time, so that tests can move every rule at once.

/** The pool's time: the machine's time plus an offset that the control API moves, or a moment at which it stands still. */
export interface PoolClock {
  /** Milliseconds since the epoch, offset included. */
  nowMs(): number;
  /** Whole seconds since the epoch, offset included. */
  nowSeconds(): number;
  /** The machine's own time in milliseconds, without the offset: what a browser on this machine believes. */
  machineNowMs(): number;
  /** The offset in seconds. */
  offsetSeconds(): number;
  /** Replaces the offset in seconds; a clock that stands still moves by the difference. */
  setOffsetSeconds(offsetSeconds: number): void;
  /** The moment at which the clock stands still, in milliseconds; null while it runs. */
  frozenAtMs(): number | null;
  /** Stops the clock at that moment, or lets it run again at the machine's time plus the offset. */
  setFrozenAtMs(frozenAtMs: number | null): void;
}

/** A clock that starts at `offsetSeconds` from the machine's time; `machineNowMs` is replaceable for tests. */
export function createPoolClock(offsetSeconds = 0, machineNowMs: () => number = Date.now): PoolClock {
  let offset = offsetSeconds;
  let frozen: number | null = null;
  const nowMs = () => frozen ?? machineNowMs() + offset * 1000;
  return {
    nowMs,
    nowSeconds: () => Math.floor(nowMs() / 1000),
    machineNowMs,
    offsetSeconds: () => offset,
    setOffsetSeconds: (next) => {
      if (frozen !== null) frozen += (next - offset) * 1000;
      offset = next;
    },
    frozenAtMs: () => frozen,
    setFrozenAtMs: (frozenAtMs) => {
      frozen = frozenAtMs;
    },
  };
}
