// Everything that one running pool consists of.
import { createPoolClock, type PoolClock } from "../clock/pool-clock";
import { writeClockFile } from "../clock/write-clock-file";
import type { Call, Needs } from "../protocol/needs";
import { openAppendLog, openMemoryLog } from "../store/append-log";
import { applySeed } from "../store/apply-seed";
import { isStale } from "../store/is-stale";
import { openKeyRing, type KeyRing } from "../store/key-ring";
import type { Seed } from "../store/seed";
import { openStore } from "../store/store";
import { createTriggers, type Triggers } from "../triggers/triggers";
import { createFaultBoard, type FaultBoard } from "./fault-board";
import { createRequestLog, type RequestLog } from "./request-log";

/** A pool without its HTTP server. */
export interface TestPool {
  /** What operations are handed, but for the call that they answer. */
  readonly needs: Omit<Needs, "call">;
  readonly seed: Seed;
  readonly faults: FaultBoard;
  readonly requests: RequestLog;
  /** Moves the clock by whole seconds and tells the processes that follow it. */
  advanceClock(seconds: number): void;
  /** Back to the seed: new state, same keys, no faults, clock at the machine's time. */
  reset(): void;
  close(): void;
}

export interface TestPoolOptions {
  readonly seed: Seed;
  /** Where state and keys are kept; null keeps both in memory. */
  readonly dataDir: string | null;
  readonly clockFile: string | null;
  readonly clock?: PoolClock;
  /** Keys to share between pools of one test run. */
  readonly keys?: KeyRing;
  /** Lambda triggers as functions of this process; none when left out. */
  readonly triggers?: Triggers;
}

/** The needs of one call. */
export function needsOf(pool: TestPool, call: Call): Needs {
  return { ...pool.needs, call };
}

/** Opens a pool: what was there before, or the seed when nothing was. */
export function openTestPool(options: TestPoolOptions): TestPool {
  const clock = options.clock ?? createPoolClock();
  const log = options.dataDir === null ? openMemoryLog() : openAppendLog(options.dataDir);
  const store = openStore(log, (name, value) => isStale(name, value, clock.nowMs()));
  const keys = options.keys ?? openKeyRing(options.dataDir);
  const needs = { store, clock, keys, triggers: options.triggers ?? createTriggers() };
  const faults = createFaultBoard();
  const requests = createRequestLog();
  const setOffset = (offsetSeconds: number) => {
    clock.setOffsetSeconds(offsetSeconds);
    store.put("counters", "clock-offset-seconds", offsetSeconds);
    store.commit();
    if (options.clockFile !== null) writeClockFile(options.clockFile, offsetSeconds);
  };
  setOffset(store.get("counters", "clock-offset-seconds") ?? clock.offsetSeconds());
  if (store.entries("pools").length === 0) applySeed(needs, options.seed);
  return {
    needs,
    seed: options.seed,
    faults,
    requests,
    advanceClock: (seconds) => setOffset(clock.offsetSeconds() + seconds),
    reset: () => {
      faults.clear();
      requests.clear();
      store.clear();
      setOffset(0);
      applySeed(needs, options.seed);
    },
    close: () => store.close(),
  };
}
