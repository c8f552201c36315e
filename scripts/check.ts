// `npm run check`: everything that needs no browser and no build. It ends with the line "N passed, N failed".
import { checkSteps } from "./house/check-steps";
import { runSteps } from "./house/run-steps";
import { endStepsOnSignal } from "./house/step";
import { printSummary } from "./house/summary";

const LANES = 2;

endStepsOnSignal();
printSummary(await runSteps(checkSteps(), LANES));
