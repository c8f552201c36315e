import { expect, test } from "vitest";
import { createPoolClock } from "./pool-clock";

function clockAt(startMs: number) {
  const machine = { nowMs: startMs };
  return { machine, clock: createPoolClock(0, () => machine.nowMs) };
}

test("the clock follows the machine, moved by the offset", () => {
  const { machine, clock } = clockAt(5000);
  clock.setOffsetSeconds(60);
  machine.nowMs += 1500;
  expect([clock.nowMs(), clock.nowSeconds(), clock.machineNowMs()]).toEqual([66_500, 66, 6500]);
});

test("a frozen clock stands still, moves only by its offset, and catches up when it runs again", () => {
  const { machine, clock } = clockAt(5000);
  clock.setFrozenAtMs(clock.nowMs());
  machine.nowMs += 10_000;
  expect(clock.nowMs()).toBe(5000);
  clock.setOffsetSeconds(30);
  expect(clock.nowMs()).toBe(35_000);
  clock.setFrozenAtMs(null);
  expect(clock.nowMs()).toBe(45_000);
});
