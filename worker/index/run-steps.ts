// Step after step until told to stop. An outage slows the steps down and never ends them, and nothing is skipped: a step that failed is taken again.
import { setTimeout as sleep } from "node:timers/promises";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Log } from "@/lib/server/telemetry/create-log";
import type { Step } from "./follow-network";

/** Well within the two seconds in which a trade shall be seen, and cheap for any node. */
const IDLE_PAUSE_MS = 500;
const FAILURE_PAUSE_MS = 250;
const FAILURE_PAUSE_MS_MAX = 8_000;

interface Run {
  readonly network: string;
  readonly log: Log;
  readonly stopped: AbortSignal;
}

/** Takes steps until `stopped` is aborted. The first failure of a row is logged, and its end; a bug is logged each time. */
export async function runSteps(step: () => Promise<Step>, { network, log, stopped }: Run): Promise<void> {
  let failures = 0;
  while (!stopped.aborted) {
    const found = await step().catch((error: unknown) => {
      if (!(error instanceof UnavailableError)) log.error("index_step_failed", { network }, error);
      else if (failures === 0) log.warn("index_waits", { network, on: error.dependency, cause: error.message });
      return "failed" as const;
    });
    if (found !== "failed" && failures > 0) log.info("index_well_again", { network, failures });
    failures = found === "failed" ? failures + 1 : 0;
    const pauseMs =
      found === "more" ? 0 : found === "idle" ? IDLE_PAUSE_MS : Math.min(FAILURE_PAUSE_MS_MAX, FAILURE_PAUSE_MS * 2 ** (failures - 1));
    await sleep(pauseMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}
