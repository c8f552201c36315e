// `npm run test:soak`: what `npm test` tries a few times, as often as the acceptance asks for. It takes about an hour and ends with the same line.
import { findChromium } from "./find-chromium";
import { quickTests, systemTests } from "./house/check-steps";
import { journeysStep } from "./house/journeys-step";
import { runSteps } from "./house/run-steps";
import { endStepsOnSignal } from "./house/step";
import { printSummary } from "./house/summary";

process.env["HOLDFAST_SOAK"] = "1";

endStepsOnSignal();
const chromium = findChromium();
const walk = chromium.ok
  ? [{ name: "production build", command: [process.execPath, "--import", "tsx", "scripts/build.ts"] }, journeysStep(chromium.value)]
  : [];
if (!chromium.ok) console.log(chromium.refusal);
const outcomes = await runSteps([quickTests(), { ...systemTests(), live: true }, ...walk], 1);
const notWalked = chromium.ok ? [] : [{ name: "browser journeys", passed: 0, failed: 1, seconds: 0, output: chromium.refusal }];
printSummary([...outcomes, ...notWalked]);
