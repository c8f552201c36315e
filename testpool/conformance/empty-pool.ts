// A pool without a single user pool, for suites that make their own by Cognito's operations.
import { createPoolClock } from "../clock/pool-clock";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { openKeyRing, type KeyRing } from "../store/key-ring";
import { parseSeed } from "../store/seed";
import { MACHINE_MS } from "../testing/drive-pool";
import { createTriggers, type PoolTriggers } from "../triggers/triggers";

/** Every pool signs with the same keys: making two for each of many pools would take most of the time. */
function sharedKeys(): KeyRing {
  const ring = openKeyRing(null);
  return { ...ring, poolKeys: () => ring.poolKeys("shared"), publishedKeys: () => ring.publishedKeys("shared") };
}

/** Starts it in memory on a free port; its clock moves only when told to. `triggers` may be filled later. */
export function startEmptyPool(triggers: Readonly<Record<string, PoolTriggers>> = {}): Promise<RunningTestPool> {
  return startTestPool({
    port: 0,
    dataDir: null,
    clockFile: null,
    seed: parseSeed({ pools: [] }),
    keys: sharedKeys(),
    clock: createPoolClock(0, () => MACHINE_MS),
    triggers: createTriggers(triggers),
  });
}
