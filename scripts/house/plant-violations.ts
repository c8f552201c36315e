// Plants every violation at once in a copy of the source, cruises the copy once, and demands that each is refused by name.
// The copy lies in .data so that packages resolve as at home and nobody's working tree is touched; it never outlives the run.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cruise, type Refused } from "./cruise";
import { PLANTED_TARGETS, PLANTED_VIOLATIONS, type PlantedViolation } from "./planted-violations";
import { sourceFiles } from "./source-files";

function copySource(into: string): void {
  for (const file of [...sourceFiles(), ".dependency-cruiser.mjs", "package.json", "testpool/package.json", "tsconfig.json"]) {
    cpSync(file, join(into, file), { recursive: true });
  }
}

function write(into: string, file: string, source: string): void {
  mkdirSync(dirname(join(into, file)), { recursive: true });
  writeFileSync(join(into, file), source);
}

/** A refusal counts only when the import led somewhere: an alias that did not resolve would be refused for the wrong reason. */
const fires = (refused: readonly Refused[], planted: PlantedViolation): boolean =>
  refused.some(({ rule, from, to }) => rule === planted.rule && from === planted.file && (rule === "resolves" || !to.startsWith("@/")));

function report(refused: readonly Refused[]): number {
  const missed = PLANTED_VIOLATIONS.filter((planted) => !fires(refused, planted));
  for (const { crime, file, rule } of missed) {
    const instead = refused.filter(({ from }) => from === file).map((found) => found.rule);
    console.log(`NOT REFUSED: ${crime} (${file}); expected ${rule}, found ${instead.join(", ") || "nothing"}`);
  }
  console.log(
    `${String(PLANTED_VIOLATIONS.length - missed.length)} of ${String(PLANTED_VIOLATIONS.length)} planted violations were refused by name.`,
  );
  return missed.length;
}

mkdirSync(".data", { recursive: true });
const copy = mkdtempSync(join(".data", "planted-"));
const clear = (): void => {
  rmSync(copy, { recursive: true, force: true });
};
process.once("exit", clear);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

copySource(copy);
for (const { file, source } of [...PLANTED_TARGETS, ...PLANTED_VIOLATIONS]) write(copy, file, source);
process.exitCode = report(await cruise(copy)) === 0 ? 0 : 1;
