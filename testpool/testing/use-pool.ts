// A pool for the tests of one file: started once, stopped at the end, and as its seed says before each test. Hooks and SDK are handed in
// by the tests, so that only they depend on them.
import type { RunningTestPool } from "../server/start-test-pool";
import { sdkSend, type Sdk, type Send } from "./drive-pool";

const START_MS = 30_000;

/** The hooks of the test runner. */
export interface SuiteHooks {
  beforeAll(run: () => Promise<void>, timeoutMs: number): void;
  beforeEach(run: () => void): void;
  afterAll(run: () => Promise<void> | undefined): void;
}

/** The pool that `start` starts for this file's tests. What is answered may be read in tests and hooks only, not before. */
export function usePool({ beforeAll, beforeEach, afterAll }: SuiteHooks, start: () => Promise<RunningTestPool>): RunningTestPool {
  let started: RunningTestPool | null = null;
  const running = (): RunningTestPool => {
    if (started === null) throw new Error("The pool is started before the first test, and is not there yet.");
    return started;
  };
  beforeAll(async () => {
    started = await start();
  }, START_MS);
  afterAll(() => started?.close());
  beforeEach(() => {
    running().pool.reset();
  });
  return {
    get pool() {
      return running().pool;
    },
    get url() {
      return running().url;
    },
    get smtpPort() {
      return running().smtpPort;
    },
    close: () => running().close(),
  };
}

/** Sends operations to that pool by the AWS SDK, with one client for all tests of the file. */
export function sendTo(running: RunningTestPool, sdk: Sdk): Send {
  let send: Send | null = null;
  return (operation, input) => (send ??= sdkSend(sdk, running.url))(operation, input);
}
