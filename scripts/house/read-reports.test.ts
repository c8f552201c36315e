import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./read-reports";

const folder = mkdtempSync(join(tmpdir(), "reports-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const unit = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
const journeys = { stats: { expected: 5, skipped: 0, unexpected: 0, flaky: 0 }, errors: [] };

describe("the count of a run", () => {
  it("is what passed when nothing failed", () => {
    expect(readVitestReport(report(unit))).toEqual({ passed: 7, failed: 0 });
    expect(readPlaywrightReport(report(journeys))).toEqual({ passed: 5, failed: 0 });
  });

  it("is a failure when no report was written", () => {
    expect(readVitestReport(join(folder, "absent.json"))).toEqual({ passed: 0, failed: 1 });
    expect(readPlaywrightReport(join(folder, "absent.json"))).toEqual({ passed: 0, failed: 1 });
  });

  it("counts a skipped test as failed", () => {
    expect(readVitestReport(report({ ...unit, numPendingTests: 2 }))).toEqual({ passed: 7, failed: 2 });
    expect(readPlaywrightReport(report({ ...journeys, stats: { ...journeys.stats, skipped: 1 } }))).toEqual({ passed: 5, failed: 1 });
  });

  it("counts a test file that could not be loaded as failed", () => {
    const testResults = [{ status: "failed", assertionResults: [] }];
    expect(readVitestReport(report({ ...unit, testResults }))).toEqual({ passed: 7, failed: 1 });
  });

  it("counts a journey that passed only at a second try as failed", () => {
    expect(readPlaywrightReport(report({ ...journeys, stats: { ...journeys.stats, flaky: 1 } }))).toEqual({ passed: 5, failed: 1 });
  });
});
