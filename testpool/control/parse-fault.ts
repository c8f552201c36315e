// A fault as a test writes it.
import type { Fields } from "../protocol/shapes";
import { FAULT_KINDS, type Fault } from "../server/fault-board";

const DELAY_MS_MAX = 600_000;

function isWhole(value: unknown, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max;
}

/** The fault, or the sentence that says what is wrong with it. `times` defaults to 1, `delayMs` to 1000, `when` to "before". */
export function parseFault(body: Fields): Fault | string {
  const { operation, times = 1, delayMs = 1000, when = "before" } = body;
  const kind = FAULT_KINDS.find((known) => known === body["kind"]);
  if (typeof operation !== "string" || !/^([A-Za-z]{1,64}|\*)$/.test(operation))
    return 'operation must be an operation\'s name, "*" or "jwks".';
  if (kind === undefined) return `kind must be one of ${FAULT_KINDS.join(", ")}.`;
  if (!isWhole(times, 1_000_000)) return "times must be a whole number, zero or more.";
  if (!isWhole(delayMs, DELAY_MS_MAX)) return "delayMs must be a whole number of milliseconds, 600000 at most.";
  if (when !== "before" && when !== "after") return 'when must be "before" or "after".';
  return { operation, kind, times, delayMs, when };
}
