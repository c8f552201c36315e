import { describe, expect, test } from "vitest";

import { LOCK_CURVES, lockSeconds, POOL_FAILURES_MAX, POOL_QUIET_SECONDS, type GuessLane } from "./attempt-lock";

const CURVES: Readonly<Record<GuessLane, readonly number[]>> = {
  strangers: [0, 0, 0, 0, 960, 1800, 3600, 3600, 3600],
  known_device: [0, 0, 0, 5, 9, 17, 33, 65, 129, 257, 513, 901, 901, 901],
  mailed_code: [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900],
};
const poolLockSeconds = (failures: number): number =>
  failures < POOL_FAILURES_MAX ? 0 : Math.min(900, 2 ** (failures - POOL_FAILURES_MAX));

describe.each(Object.entries(CURVES))("the lane %s", (lane, curve) => {
  test.each(curve.map((seconds, failures) => [failures, seconds]))("after %i failures locks for %i s", (failures, seconds) => {
    expect(lockSeconds(lane as GuessLane, failures)).toBe(seconds);
  });

  test("never locks for less after one more failure", () => {
    expect([...LOCK_CURVES[lane as GuessLane].lockSecondsByFailures].sort((one, two) => one - two)).toEqual(
      LOCK_CURVES[lane as GuessLane].lockSecondsByFailures,
    );
  });
});

/** The highest count that the pool reaches when strangers guess as fast as their lane lets them, for `seconds`. */
function poolCountOfStrangers(seconds: number): { readonly most: number; readonly guesses: number } {
  let [now, failures, poolFailures, failedAt, most, guesses] = [0, 0, 0, -POOL_QUIET_SECONDS - 1, 0, 0];
  while (now < seconds) {
    poolFailures = now - failedAt > POOL_QUIET_SECONDS ? 1 : poolFailures + 1;
    [failedAt, failures, guesses] = [now, failures + 1, guesses + 1];
    most = Math.max(most, poolFailures);
    now += lockSeconds("strangers", failures);
  }
  return { most, guesses };
}

test("a day of strangers' guesses never brings the pool to its own lock, and is thirty guesses at most", () => {
  const { most, guesses } = poolCountOfStrangers(86_400);
  expect(most).toBe(POOL_FAILURES_MAX - 1);
  expect(guesses).toBeGreaterThan(20);
  expect(guesses).toBeLessThanOrEqual(30);
});

test("with the strangers' four before them, every lock that counts down on a known device outlasts the pool's", () => {
  for (let failures = 3; failures <= 40; failures += 1) {
    expect(lockSeconds("known_device", failures)).toBeGreaterThan(poolLockSeconds(failures + POOL_FAILURES_MAX - 1));
  }
});
