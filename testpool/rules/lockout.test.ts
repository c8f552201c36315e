import { describe, expect, test } from "vitest";
import type { AttemptRecord } from "../store/records";
import { afterFailure, isLocked, lockSeconds } from "./lockout";

function failTimes(times: number): AttemptRecord | undefined {
  let record: AttemptRecord | undefined;
  let nowMs = 1_000_000;
  for (let count = 0; count < times; count += 1) {
    nowMs = Math.max(nowMs, record?.lockedUntilMs ?? 0);
    record = afterFailure(record, nowMs);
  }
  return record;
}

describe("the lockout curve", () => {
  test("is 2^(n-5) seconds from the fifth failure, 900 at most, for n = 0 to 20", () => {
    const seconds = Array.from({ length: 21 }, (_, failures) => lockSeconds(failures));
    expect(seconds).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900]);
  });

  test("holds for failures that come as soon as each lock ends", () => {
    for (let failures = 1; failures <= 20; failures += 1) {
      const record = failTimes(failures);
      expect(record?.failures).toBe(failures);
      expect((record?.lockedUntilMs ?? 0) - (record?.lastFailureAtMs ?? 0)).toBe(lockSeconds(failures) * 1000);
    }
  });
});

describe("a lock", () => {
  const record = { failures: 6, lastFailureAtMs: 10_000, lockedUntilMs: 12_000 };

  test("refuses until its last millisecond", () => {
    expect(isLocked(record, 11_999)).toBe(true);
    expect(isLocked(record, 12_000)).toBe(false);
    expect(isLocked(undefined, 0)).toBe(false);
  });

  test("is forgotten after more than fifteen quiet minutes, and not at exactly fifteen", () => {
    expect(afterFailure(record, 10_000 + 900_000).failures).toBe(7);
    expect(afterFailure(record, 10_000 + 900_001).failures).toBe(1);
  });
});
