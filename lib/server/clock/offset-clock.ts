// Demo and tests: the machine's time plus the seconds that the test pool's control clock has been moved by.
// Settings refuse a clock file in production.
import "server-only";
import { readFileSync } from "node:fs";
import type { Clock } from "@/lib/use-cases/ports/clock";

/** A clock that reads its offset (an integer of seconds) from `file` at every call, so that all processes follow at once. An unreadable file keeps the last offset. */
export function createOffsetClock(base: Clock, file: string): Clock {
  let offsetSeconds = 0;
  return {
    nowSeconds: () => {
      offsetSeconds = readOffset(file) ?? offsetSeconds;
      return base.nowSeconds() + offsetSeconds;
    },
  };
}

function readOffset(file: string): number | null {
  try {
    const text = readFileSync(file, "utf8").trim();
    return /^-?\d{1,12}$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}
