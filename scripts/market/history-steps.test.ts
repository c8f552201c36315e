import { expect, test } from "vitest";
import { historySpan, historySteps } from "./history-steps";

const NOW_SECONDS = 1_800_000_000;
const DAY = 86_400;

test("a full past is 90 days, coarse long ago and fine in the last two, and ends before now", () => {
  const span = historySpan("full", NOW_SECONDS);
  const steps = historySteps("full", span);
  expect(span).toEqual({ startSeconds: NOW_SECONDS - 90 * DAY, endSeconds: NOW_SECONDS });
  expect(steps[0]).toEqual({ atSeconds: span.startSeconds + 14_400, passedSeconds: 14_400 });
  expect(steps.at(-1)?.atSeconds).toBe(NOW_SECONDS - 300);
  expect(steps.filter(({ atSeconds }) => atSeconds > NOW_SECONDS - 2 * DAY)).toHaveLength(2 * 288 - 1);
});

test("a light past is of two days only", () => {
  const steps = historySteps("light", historySpan("light", NOW_SECONDS));
  expect(steps[0]?.atSeconds).toBe(NOW_SECONDS - 2 * DAY + 1_800);
  expect(steps).toHaveLength(95);
});

test("steps only ever go forward", () => {
  for (const form of ["full", "sparse", "light"] as const) {
    const times = historySteps(form, historySpan(form, NOW_SECONDS)).map(({ atSeconds }) => atSeconds);
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
  }
});
