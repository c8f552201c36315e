// `npm run audit:auth [-- --chapter V9] [--browser]`: runs the tests that docs/asvs.csv names, and says per chapter what is met and what passed.
// Browser tests, and those of the packed build, need a production build and minutes: they run with --browser and are told as not run without it.
import { mkdirSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { auditLines, auditTable, filesOf } from "./audit/audit-table";
import { countsOf, playwrightCounts, vitestCounts } from "./audit/file-counts";
import { findChromium } from "./find-chromium";
import { asvsRows, chapterOf } from "./house/asvs-rows";
import { endStepsOnSignal, runStep, type Step } from "./house/step";
import { testKind } from "./house/test-kind";

const CACHE = "node_modules/.cache/house";
const REPORTS = { vitest: `${CACHE}/audit-vitest.json`, browser: `${CACHE}/audit-browser.json` } as const;

const { values } = parseArgs({ options: { chapter: { type: "string", multiple: true }, browser: { type: "boolean", default: false } } });
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** One run of vitest over `files`, in the projects that they belong to and no other: only those with a database start one. */
const vitestStep = (files: readonly string[]): Step => ({
  name: "tests",
  command: [
    ...[process.execPath, "node_modules/vitest/vitest.mjs", "run", "--maxWorkers=2"],
    ...[...new Set(files.map((file) => `--project=${testKind(file) ?? "unit"}`))],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${REPORTS.vitest}`, ...files],
  ],
  live: true,
});

const browserStep = (files: readonly string[], chromiumPath: string): Step => ({
  name: "browser tests",
  command: [process.execPath, "node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...files],
  environment: { CHROMIUM_PATH: chromiumPath, PLAYWRIGHT_JSON_OUTPUT_NAME: REPORTS.browser },
  live: true,
});

async function main(): Promise<boolean> {
  const rows = asvsRows().filter((row) => values.chapter?.includes(chapterOf(row)) ?? true);
  if (rows.length === 0) {
    say(`docs/asvs.csv has no chapter ${(values.chapter ?? []).join(", ")}.`);
    return false;
  }
  for (const report of Object.values(REPORTS)) rmSync(report, { force: true });
  mkdirSync(CACHE, { recursive: true });
  const files = filesOf(rows);
  const needsBuild = (file: string): boolean => ["browser", "built"].includes(testKind(file) ?? "");
  const byVitest = files.filter((file) => testKind(file) !== "browser" && (values.browser || !needsBuild(file)));
  const inBrowser = values.browser ? files.filter((file) => testKind(file) === "browser") : [];

  if (byVitest.length > 0) await runStep(vitestStep(byVitest));
  if (inBrowser.length > 0) {
    const chromium = findChromium();
    if (chromium.ok) await runStep(browserStep(inBrowser, chromium.value));
    else say(chromium.refusal);
  }
  const counts = new Map([...countsOf(byVitest, vitestCounts(REPORTS.vitest)), ...countsOf(inBrowser, playwrightCounts(REPORTS.browser))]);
  const lines = auditLines(rows, counts);
  const notRun = files.filter((file) => !counts.has(file));
  if (notRun.length > 0) say(`\nNot run without --browser:\n${notRun.map((file) => `  ${file}`).join("\n")}`);
  say(`\n${auditTable(lines)}`);
  return lines.every(({ failed }) => failed === 0);
}

endStepsOnSignal();
process.exitCode = (await main()) ? 0 : 1;
