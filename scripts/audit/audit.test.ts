import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AsvsRow } from "../house/asvs-rows";
import { auditLines, auditTable, filesOf } from "./audit-table";
import { countsOf, playwrightCounts, vitestCounts } from "./file-counts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const report = (value: object): string => {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(value));
  return path;
};
const row = (id: string, status: AsvsRow["status"], ...files: readonly string[]): AsvsRow => ({
  ...{ id, level: "L1", requirement: "something", automatable: "full", status, reason: "" },
  tests: files.map((file) => ({ file, title: null })),
});

describe("the counts of a run", () => {
  it("of vitest are by file; skipped and unloaded ones have failed", () => {
    const counts = vitestCounts(
      report({
        testResults: [
          { name: "/root/lib/a.test.ts", status: "passed", assertionResults: [{ status: "passed" }, { status: "passed" }] },
          { name: "/root/lib/b.test.ts", status: "failed", assertionResults: [{ status: "failed" }, { status: "pending" }] },
          { name: "/root/lib/c.test.ts", status: "failed", assertionResults: [] },
        ],
      }),
      "/root",
    );
    expect([...counts]).toEqual([
      ["lib/a.test.ts", { passed: 2, failed: 0 }],
      ["lib/b.test.ts", { passed: 0, failed: 2 }],
      ["lib/c.test.ts", { passed: 0, failed: 1 }],
    ]);
  });

  it("of Playwright are by file, at whatever depth; one that passed at a second try has failed", () => {
    const spec = (status: string) => ({ file: "attacks/x.spec.ts", ok: true, tests: [{ status }] });
    const counts = playwrightCounts(
      report({ suites: [{ specs: [spec("expected")], suites: [{ specs: [spec("flaky"), spec("expected")] }] }] }),
    );
    expect([...counts]).toEqual([["e2e/attacks/x.spec.ts", { passed: 2, failed: 1 }]]);
  });

  it("hold a file that is in no report, or in one that was never written, for a failure", () => {
    expect([...countsOf(["a.test.ts"], vitestCounts(join(folder, "none.json")))]).toEqual([["a.test.ts", { passed: 0, failed: 1 }]]);
  });
});

describe("the table of an audit", () => {
  const rows = [row("V1.1.1", "met", "a.test.ts"), row("V1.1.2", "partly", "a.test.ts", "b.spec.ts"), row("V2.1.1", "deviation")];
  const lines = auditLines(rows, new Map([["a.test.ts", { passed: 3, failed: 1 }]]));

  it("counts a file once in each chapter that names it, and tells what was not run", () => {
    expect(filesOf(rows)).toEqual(["a.test.ts", "b.spec.ts"]);
    expect(lines.map(({ name, passed, failed, left }) => [name, passed, failed, left])).toEqual([
      ["V1", 3, 1, 1],
      ["V2", 0, 0, 0],
      ["all", 3, 1, 1],
    ]);
  });

  it("tells the statuses beside", () => {
    expect(lines[0]?.statuses).toEqual({ met: 1, partly: 1, deviation: 0, deployment: 0 });
    expect(auditTable(lines).split("\n")).toHaveLength(4);
  });
});
