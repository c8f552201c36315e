// The clock of a process, by its settings.
import "server-only";
import type { Clock } from "@/lib/use-cases/ports/clock";
import { createOffsetClock } from "./offset-clock";
import { createSystemClock } from "./system-clock";

/** The machine's time, moved by the clock file where settings name one (demo and tests only). */
export function createClock(clockFile: string | null): Clock {
  const system = createSystemClock();
  return clockFile === null ? system : createOffsetClock(system, clockFile);
}
