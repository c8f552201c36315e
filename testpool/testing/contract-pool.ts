// A running pool with a stand over it, for the contract suite and for tests that make their own pools by Cognito's operations.
import { createPoolClock } from "../clock/pool-clock";
import type { ContractStand } from "../contract/contract-case";
import { createLocalStand } from "../contract/contract-stand";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { openKeyRing, type KeyRing } from "../store/key-ring";
import { createTriggers, type PoolTriggers } from "../triggers/triggers";
import { MACHINE_MS } from "./drive-pool";
import { TEST_SEED } from "./test-seed";

/** A pool in memory and the stand over it. */
export interface ContractPool {
  readonly running: RunningTestPool;
  readonly stand: ContractStand;
}

/** Every pool signs with the same two keys: making two for each of them would take most of the time. */
function sharedKeys(): KeyRing {
  const ring = openKeyRing(null);
  return {
    ...ring,
    poolKeys: () => ring.poolKeys("shared"),
    publishedKeys: () => ring.publishedKeys("shared"),
    prepare: () => Promise.resolve(),
    settled: () => Promise.resolve(),
  };
}

/** Starts a pool on a free port, with a clock that moves only when told to. The AWS SDK is handed in by the tests. */
export async function startContractPool(sdk: Readonly<Record<string, unknown>>): Promise<ContractPool> {
  const triggers: Record<string, PoolTriggers> = {};
  const running = await startTestPool({
    port: 0,
    dataDir: null,
    clockFile: null,
    seed: TEST_SEED,
    keys: sharedKeys(),
    clock: createPoolClock(0, () => MACHINE_MS),
    triggers: createTriggers(triggers),
  });
  return { running, stand: createLocalStand(running, sdk, triggers) };
}
