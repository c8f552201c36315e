import { runStep, type Step, type StepOutcome } from "./step";

function announce(outcome: StepOutcome): void {
  const verdict = outcome.failed === 0 ? "ok    " : "FAILED";
  console.log(`${verdict} ${outcome.name} (${outcome.seconds.toFixed(1)} s)`);
}

/** Runs the steps in their order, at most `lanes` at a time, and answers the outcomes in that order. */
export async function runSteps(steps: readonly Step[], lanes: number): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  const waiting = steps.map((step, index) => ({ step, index }));
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await runStep(next.step);
      announce(outcome);
      outcomes[next.index] = outcome;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}
