// Round after round until told to stop. An outage slows the rounds down and never ends them.
import { setTimeout as sleep } from "node:timers/promises";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Log } from "@/lib/server/telemetry/create-log";
import type { Round } from "./create-round";

const PAUSE_MS = { busy: 300, idle: 1_000 } as const;
const OUTAGE_PAUSE_MS = 500;
const OUTAGE_PAUSE_MS_MAX = 4_000;

type Found = Round | "database_down" | "fault";

/** Runs rounds until `stopped` is aborted; a round that has begun is finished. Changes between well and unwell are logged once each. */
export async function runRounds(round: () => Promise<Round>, log: Log, stopped: AbortSignal): Promise<void> {
  let outages = 0;
  while (!stopped.aborted) {
    const found = await attempt(round, log, outages === 0);
    const isWell = found === "busy" || found === "idle";
    if (isWell && outages > 0) log.info("well_again", { rounds: outages });
    if (found === "chain_down" && outages === 0) log.warn("chain_down");
    outages = isWell ? 0 : outages + 1;
    const pauseMs = isWell ? PAUSE_MS[found] : Math.min(OUTAGE_PAUSE_MS_MAX, OUTAGE_PAUSE_MS * 2 ** Math.min(outages - 1, 10));
    await sleep(pauseMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}

async function attempt(round: () => Promise<Round>, log: Log, isFirst: boolean): Promise<Found> {
  try {
    return await round();
  } catch (error) {
    const isOutage = error instanceof UnavailableError;
    if (!isOutage) log.error("round_failed", {}, error);
    else if (isFirst) log.warn("database_down");
    return isOutage ? "database_down" : "fault";
  }
}
