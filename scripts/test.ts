// `npm test`: the check, whole processes, the production build and the browser journeys. It ends with the line "N passed, N failed".
import { findChromium } from "./find-chromium";
import { checkSteps, imageTests, systemTests } from "./house/check-steps";
import { journeysStep } from "./house/journeys-step";
import { runSteps } from "./house/run-steps";
import { endStepsOnSignal } from "./house/step";
import { printSummary } from "./house/summary";

const LANES = 2;

endStepsOnSignal();
const chromium = findChromium();
if (!chromium.ok) console.log(chromium.refusal);
const checked = await runSteps([...checkSteps(), systemTests()], LANES);
const built = await runSteps([{ name: "production build", command: [process.execPath, "--import", "tsx", "scripts/build.ts"] }], 1);
const buildStands = built.every((outcome) => outcome.failed === 0);
const notRun = (reason: string) => ({ name: "browser journeys", passed: 0, failed: 1, seconds: 0, output: reason });
const walked = !chromium.ok
  ? [notRun(chromium.refusal)]
  : buildStands
    ? await runSteps([imageTests(), journeysStep(chromium.value)], 1)
    : [notRun("There is no build to walk through.")];
printSummary([...checked, ...built, ...walked]);
