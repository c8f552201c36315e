import { expect, test } from "vitest";
import { livePauseMs } from "./live-pace";

const PACE = { pauseMs: 8_000, comfortBytes: 60_000_000 };

test("the pause is twice as long at the comfortable size, and grows so that a month adds little to it", () => {
  expect(livePauseMs(PACE, 0)).toBe(8_000);
  expect(livePauseMs(PACE, 60_000_000)).toBe(16_000);
  // A trade leaves some 13 kB; a look makes about one.
  let [bytes, passedMs] = [0, 0];
  for (; passedMs < 30 * 86_400_000; bytes += 13_000) passedMs += livePauseMs(PACE, bytes);
  expect(bytes).toBeLessThan(200_000_000);
});
