// The table of the game day, for people.
import { AS_USUAL } from "./cell";
import type { Outcome } from "./run-cell";

const WIDTH_MAX = 78;

/** One line per cell: its name, what was seen other than in health, the seconds until all was as usual, the verdict; faults below. */
export function outcomeLine({ cell, seen, recoveredMs, faults }: Outcome): string {
  const strange = Object.entries(seen).filter(
    ([question, { word }]) => AS_USUAL[question as keyof typeof AS_USUAL].find((usual) => usual === word) === undefined,
  );
  const slowest = Math.max(0, ...Object.values(seen).map(({ ms }) => ms));
  const text = strange.length === 0 ? "as usual" : strange.map(([question, { word }]) => `${question} ${word}`).join(", ");
  const verdict = faults.length === 0 ? "ok" : "NOT AS DOCUMENTED";
  const line = `${cell.name.padEnd(44)} ${`${text.slice(0, WIDTH_MAX)} (${seconds(slowest)} s)`.padEnd(WIDTH_MAX + 8)} ${seconds(recoveredMs).padStart(5)}  ${verdict}`;
  return [line, ...faults.map((fault) => `      - ${fault}`)].join("\n");
}

export const HEADING = `${"cell".padEnd(44)} ${"seen meanwhile (slowest answer)".padEnd(WIDTH_MAX + 8)} back s  verdict`;

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
