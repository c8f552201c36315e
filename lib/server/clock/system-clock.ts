// The machine's own time: production's clock.
import "server-only";
import type { Clock } from "@/lib/use-cases/ports/clock";

/** A clock that follows this machine, in whole seconds. */
export function createSystemClock(): Clock {
  return { nowSeconds: () => Math.floor(Date.now() / 1_000) };
}
