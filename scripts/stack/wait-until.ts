// The one way to wait for a part to become ready.
import { setTimeout as sleep } from "node:timers/promises";
import { LaunchError } from "./launch-error";
import type { Part } from "./part";
import { failureOf } from "./supervisor";

interface Waiting {
  readonly timeoutMs: number;
  readonly pollMs: number;
}

/** Asks `isReady` until it says yes; refuses when the part ends before, or when the time is over. */
export async function waitUntilReady(part: Part, isReady: () => Promise<boolean>, { timeoutMs, pollMs }: Waiting): Promise<void> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += pollMs) {
    if (part.hasEnded()) throw failureOf(part);
    if (await isReady()) return;
    await sleep(pollMs);
  }
  throw new LaunchError(
    `${part.name} did not become ready within ${Math.round(timeoutMs / 1000)} seconds. ${part.logTail().trim().split("\n").at(-1) ?? ""}`.trim(),
  );
}
