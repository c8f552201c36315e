import { expect, test } from "vitest";

import { LOCK_SECONDS_BY_FAILURES, lockSeconds } from "./attempt-lock";

const CURVE = [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900];

test.each(CURVE.map((seconds, failures) => [failures, seconds]))("after %i failures the lock lasts %i s", (failures, seconds) => {
  expect(lockSeconds(failures)).toBe(seconds);
});

test("the table that SQL reads is the same curve and ends at the longest lock", () => {
  expect(LOCK_SECONDS_BY_FAILURES).toEqual(CURVE.slice(0, 16));
  expect(lockSeconds(10_000)).toBe(LOCK_SECONDS_BY_FAILURES.at(-1));
});
