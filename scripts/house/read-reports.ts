// Reads what the test tools wrote. A skipped test counts as failed: a missing dependency must not pass as silence.
import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { Count } from "./step";

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), skipped: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

const NO_REPORT: Count = { passed: 0, failed: 1 };

/** Counts a vitest run; a test file that could not even be loaded counts as one failure. */
export function readVitestReport(path: string): Count {
  if (!existsSync(path)) return NO_REPORT;
  const report = vitestReport.parse(JSON.parse(readFileSync(path, "utf8")));
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests + report.numTodoTests + unloaded };
}

/** Counts a Playwright run; a test that passed only at a second try is a failure here. */
export function readPlaywrightReport(path: string): Count {
  if (!existsSync(path)) return NO_REPORT;
  const { stats, errors } = playwrightReport.parse(JSON.parse(readFileSync(path, "utf8")));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}
