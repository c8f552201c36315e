// The steps of `npm run check`, longest first so that two lanes end together.
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { readVitestReport } from "./read-reports";
import type { Step } from "./step";

const CACHE = "node_modules/.cache/house";

// Two at least: many tests wait for processes they started, and the runner's own default leaves a small machine one at a time.
const WORKERS = Math.max(2, availableParallelism() - 1);

const node = (...args: readonly string[]): readonly string[] => [process.execPath, ...args];
const tool = (path: string, ...args: readonly string[]): readonly string[] => node(`node_modules/${path}`, ...args);
const script = (path: string): readonly string[] => node("--import", "tsx", path);

/** One run of the test runner over some of its projects; an old report goes first, so that a run that never wrote one cannot pass on yesterday's. */
function vitestStep(name: string, report: string, projects: readonly string[]): Step {
  const file = `${CACHE}/${report}.json`;
  rmSync(file, { force: true });
  const chosen = projects.map((project) => `--project=${project}`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return {
    name,
    command: tool("vitest/vitest.mjs", "run", `--maxWorkers=${String(WORKERS)}`, ...chosen, ...reporters),
    count: () => readVitestReport(file),
  };
}

/** What `npm test` runs beside the check: whole processes started, killed and starved. */
export const systemTests = (): Step => vitestStep("system tests", "vitest-system", ["system"]);

/** What `npm test` runs once the production build stands: the app's image, packed from it and run. */
export const imageTests = (): Step => vitestStep("image of the app", "vitest-built", ["built"]);

/** The tests that need no process of their own; some of them count further under HOLDFAST_SOAK. */
export const quickTests = (): Step => vitestStep("unit and integration tests", "vitest", ["unit", "integration"]);

/** The steps of the check. */
export function checkSteps(): readonly Step[] {
  return [
    quickTests(),
    // Without a cache: a file's lint depends on the types of others, and a cache of single files would keep yesterday's verdict.
    { name: "lint", command: tool("eslint/bin/eslint.js", "--max-warnings=0", ".") },
    { name: "types", command: script("scripts/house/check-types.ts") },
    { name: "import table", command: script("scripts/house/check-imports.ts") },
    { name: "page weight", command: script("scripts/house/check-weight.ts") },
    { name: "planted violations", command: script("scripts/house/plant-violations.ts") },
    { name: "unused code", command: tool("knip/bin/knip.js") },
  ];
}
