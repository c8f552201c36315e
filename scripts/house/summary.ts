import type { Count, StepOutcome } from "./step";

const total = (outcomes: readonly Count[], key: keyof Count): number => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);

function row(outcome: StepOutcome, width: number): string {
  const columns = [outcome.name.padEnd(width), `${outcome.seconds.toFixed(1)} s`.padStart(9)];
  return [...columns, `${String(outcome.passed)} passed`.padStart(14), `${String(outcome.failed)} failed`.padStart(11)].join(" ");
}

/** Prints what failed in full, then one row per step, then the count line that others read. Sets the exit code. */
export function printSummary(outcomes: readonly StepOutcome[]): void {
  const width = Math.max(...outcomes.map((outcome) => outcome.name.length));
  for (const outcome of outcomes.filter(({ failed }) => failed > 0)) {
    console.log(`\n──── ${outcome.name} ────\n${outcome.output.trimEnd()}`);
  }
  console.log(`\n${outcomes.map((outcome) => row(outcome, width)).join("\n")}\n`);
  const failed = total(outcomes, "failed");
  console.log(`${String(total(outcomes, "passed"))} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
