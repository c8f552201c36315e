// The demo's time: the machine's, moved by what the test pool's control clock says. Every process of the demo follows the same file.
import { readFileSync } from "node:fs";

/** Seconds since the epoch by the machine. */
export const machineSeconds = (): number => Math.floor(Date.now() / 1000);

/** By how many seconds the demo's clock is moved; 0 without a readable file. */
export function readOffsetSeconds(file: string): number {
  try {
    const text = readFileSync(file, "utf8").trim();
    return /^-?\d{1,12}$/.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  }
}

/** Seconds since the epoch by the demo's clock. */
export const demoSeconds = (file: string): number => machineSeconds() + readOffsetSeconds(file);
