import { expect, test } from "vitest";

import { evenDelayMs } from "./even-delay";

test.each([
  [0, 250, 250],
  [1, 250, 249],
  [249.5, 250, 0.5],
  [250, 250, 0],
  [250.5, 250, 249.5],
  [499, 250, 1],
  [1_001, 250, 249],
  [80, 0, 0],
])("after %d ms of work an answer in slots of %d ms waits %d ms", (elapsed, slot, waits) => {
  expect(evenDelayMs(elapsed, slot)).toBe(waits);
});

test("any two amounts of work within a slot leave at the same moment", () => {
  const leaves = [3, 40, 120, 249].map((elapsed) => elapsed + evenDelayMs(elapsed, 250));
  expect(new Set(leaves)).toEqual(new Set([250]));
});
