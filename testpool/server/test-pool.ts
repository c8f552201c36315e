// Everything that one running pool consists of.
import { keepClock } from "../clock/keep-clock";
import { createPoolClock, type PoolClock } from "../clock/pool-clock";
import type { Call, Needs } from "../protocol/needs";
import { createQuotaBook, type QuotaBook } from "../rules/limit-quota";
import { openAppendLog, openMemoryLog, type Change } from "../store/append-log";
import { applySeed } from "../store/apply-seed";
import { forgetPool } from "../store/forget-pool";
import { isStale } from "../store/is-stale";
import { openKeyRing, type KeyRing } from "../store/key-ring";
import { mergeSeeds, type Seed } from "../store/seed";
import { openStore } from "../store/store";
import { createTriggers, type Triggers } from "../triggers/triggers";
import { createFaultBoard, type FaultBoard } from "./fault-board";
import { createRequestLog, type RequestLog } from "./request-log";

/** A pool without its HTTP server. */
export interface TestPool {
  /** What operations are handed, but for the call that they answer. */
  readonly needs: Omit<Needs, "call">;
  /** The seed that the process was started with, and what was added to it since the last reset. */
  readonly seed: Seed;
  readonly faults: FaultBoard;
  readonly requests: RequestLog;
  readonly quotas: QuotaBook;
  /** Moves the clock by whole seconds and tells the processes that follow it. */
  advanceClock(seconds: number): void;
  /** Stops the clock, or lets it run again. */
  freezeClock(isFrozen: boolean): void;
  /** Back to the seed: new state, same keys, no faults, clock at the machine's time. */
  reset(): void;
  /** One pool back to its seed, and nothing else; a pool that no seed names keeps its settings and loses its people. */
  resetPool(poolId: string): void;
  /** Adds the pools of another seed to the state. */
  addSeed(added: Seed): void;
  /** The state and the clock become those of a snapshot. */
  restore(records: readonly Change[]): void;
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

/** What of the state can be changed as a whole. */
function stateOf(needs: Pick<Needs, "store" | "clock">, options: TestPoolOptions, forget: () => void) {
  const { store } = needs;
  const keeper = keepClock(needs.clock, store, options.clockFile);
  let seed = options.seed;
  keeper.follow();
  if (store.entries("pools").length === 0) applySeed(needs, seed);
  return {
    get seed() {
      return seed;
    },
    advanceClock: keeper.advance,
    freezeClock: keeper.freeze,
    reset: () => {
      forget();
      seed = options.seed;
      store.clear();
      keeper.reset();
      applySeed(needs, seed);
    },
    resetPool: (poolId: string) => {
      forgetPool(store, poolId, !seed.pools.some(({ id }) => id === poolId));
      applySeed(needs, seed, poolId);
    },
    addSeed: (added: Seed) => {
      seed = mergeSeeds(seed, added);
      applySeed(needs, added);
    },
    restore: (records: readonly Change[]) => {
      store.replaceAll(records);
      keeper.follow();
    },
  };
}

/** Opens a pool: what was there before, or the seed when nothing was. */
export function openTestPool(options: TestPoolOptions): TestPool {
  const clock = options.clock ?? createPoolClock();
  const log = options.dataDir === null ? openMemoryLog() : openAppendLog(options.dataDir);
  const store = openStore(log, (name, value) => isStale(name, value, clock.nowMs()));
  const keys = options.keys ?? openKeyRing(options.dataDir);
  const faults = createFaultBoard();
  const requests = createRequestLog();
  const quotas = createQuotaBook();
  const needs = { store, clock, keys, triggers: options.triggers ?? createTriggers() };
  const state = stateOf(needs, options, () => {
    faults.clear();
    requests.clear();
    quotas.clear();
  });
  return {
    ...state,
    get seed() {
      return state.seed;
    },
    needs,
    faults,
    requests,
    quotas,
    close: () => store.close(),
  };
}
