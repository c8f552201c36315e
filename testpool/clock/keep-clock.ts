// The clock's offset and standstill outlive the process, and other processes of a demo follow the offset by a file.
import type { Store } from "../store/store";
import type { PoolClock } from "./pool-clock";
import { writeClockFile } from "./write-clock-file";

const OFFSET = "clock-offset-seconds";
const FROZEN = "clock-frozen-at-ms";

/** Moves the clock and remembers where it is. */
export interface ClockKeeper {
  /** Moves the clock by whole seconds. */
  advance(seconds: number): void;
  /** Stops the clock where it is, or lets it run again. */
  freeze(isFrozen: boolean): void;
  /** Sets the clock to what the store remembers. */
  follow(): void;
  /** Back to the machine's time. */
  reset(): void;
}

/** A keeper over the pool's store; `clockFile` receives the offset, or nothing does when it is null. */
export function keepClock(clock: PoolClock, store: Store, clockFile: string | null): ClockKeeper {
  const remember = () => {
    const frozenAtMs = clock.frozenAtMs();
    store.put("counters", OFFSET, clock.offsetSeconds());
    if (frozenAtMs === null) store.remove("counters", FROZEN);
    else store.put("counters", FROZEN, frozenAtMs);
    store.commit();
    if (clockFile !== null) writeClockFile(clockFile, clock.offsetSeconds());
  };
  const set = (offsetSeconds: number, frozenAtMs: number | null) => {
    clock.setFrozenAtMs(null);
    clock.setOffsetSeconds(offsetSeconds);
    clock.setFrozenAtMs(frozenAtMs);
    remember();
  };
  return {
    advance: (seconds) => {
      clock.setOffsetSeconds(clock.offsetSeconds() + seconds);
      remember();
    },
    freeze: (isFrozen) => {
      clock.setFrozenAtMs(isFrozen ? clock.nowMs() : null);
      remember();
    },
    follow: () => set(store.get("counters", OFFSET) ?? clock.offsetSeconds(), store.get("counters", FROZEN) ?? null),
    reset: () => set(0, null),
  };
}
