// The attacks and the browser journeys as one step, for every command that runs them.
import { rmSync } from "node:fs";
import { readPlaywrightReport } from "./read-reports";
import type { Step } from "./step";

const REPORT = "node_modules/.cache/house/playwright.json";

/** Everything under e2e/ in the browser at `chromiumPath`; an old report goes first, so that a run that never wrote one cannot pass on yesterday's. */
export function journeysStep(chromiumPath: string): Step {
  rmSync(REPORT, { force: true });
  return {
    name: "browser journeys",
    command: [process.execPath, "node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
    environment: { CHROMIUM_PATH: chromiumPath, PLAYWRIGHT_JSON_OUTPUT_NAME: REPORT },
    count: () => readPlaywrightReport(REPORT),
    live: true,
  };
}
