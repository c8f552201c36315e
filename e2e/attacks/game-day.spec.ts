// "npm run gameday" on the run's own stack: every part, broken in every way, behaves as its runbook says. A cell is a soft expectation of its column.
import { expect, test } from "@playwright/test";
import { CELLS } from "../gameday/cells";
import { outcomeLine } from "../gameday/print-outcomes";
import { runColumns, STAGES } from "../gameday/run-columns";
import { openHarness } from "../support/harness";

const IS_SOAK = process.env["HOLDFAST_SOAK"] === "1";
const HOLD_SECONDS = IS_SOAK ? 30 : 0;
const WALKED = CELLS.filter(({ isRare }) => IS_SOAK || isRare !== true);

test.describe("on a game day", () => {
  test.describe.configure({ timeout: HOLD_SECONDS > 0 ? 1_200_000 : 240_000 });

  for (const columns of STAGES)
    test(`every fault of ${columns.join(" and ")} is as its runbook says, signs nobody out, moves no money twice and is over in ten seconds`, async () => {
      const { outcomes, money } = await runColumns(openHarness(), columns, { cells: WALKED, holdMs: HOLD_SECONDS * 1_000 });
      expect(outcomes.length).toBe(WALKED.filter(({ column }) => columns.includes(column)).length);
      for (const outcome of outcomes) expect.soft(outcome.faults, outcomeLine(outcome)).toEqual([]);
      expect(money).toEqual([]);
    });
});
