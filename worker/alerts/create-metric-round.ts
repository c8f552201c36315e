// Alerts and sealed events as metrics. An alert is handed over until it has arrived; what only counts events is kept in the process meanwhile.
import type { Round } from "../create-round";
import type { Worker } from "../worker";
import { claimAlerts, noteDelivery } from "./alert-outbox";
import type { Meters } from "./create-meters";

const EVERY_SECONDS = 10;

/** Counts of sealed events that wait to be handed over. */
export interface SealedCounts {
  add(kinds: readonly string[]): void;
}

/** The round of one process, and where sealed events are counted for it. It throws UnavailableError("database"). */
export function createMetricRound(
  { database, clock, log }: Pick<Worker, "database" | "clock" | "log">,
  meters: Meters,
): { readonly round: () => Promise<Round>; readonly sealed: SealedCounts } {
  const waiting = new Map<string, number>();
  let handedOverAtSeconds = 0;
  let isDown = false;

  const handOver = async (): Promise<boolean> => {
    const counted = [...waiting];
    for (const [kind, count] of counted) meters.securityEvents.add(count, { kind });
    const hasArrived = await meters.flush();
    if (hasArrived) for (const [kind, count] of counted) waiting.set(kind, (waiting.get(kind) ?? 0) - count);
    for (const [kind, count] of waiting) if (count === 0) waiting.delete(kind);
    if (!hasArrived && !isDown) log.warn("metrics_down");
    if (hasArrived && isDown) log.info("metrics_well_again");
    isDown = !hasArrived;
    return hasArrived;
  };

  const round = async (): Promise<Round> => {
    const nowSeconds = clock.nowSeconds();
    const claimed = await database.asService((tx) => claimAlerts(tx, "metric", nowSeconds));
    const isTime = waiting.size > 0 && Math.abs(nowSeconds - handedOverAtSeconds) >= EVERY_SECONDS;
    if (claimed.length === 0 && !isTime) return "idle";
    for (const { signal, probe } of claimed) meters.alerts.add(1, { signal, probe });
    handedOverAtSeconds = nowSeconds;
    const isSent = await handOver();
    await database.asService(async (tx) => {
      for (const alert of claimed)
        await noteDelivery(tx, alert, "metric", isSent ? { isSent } : { isSent, error: "not_reached" }, clock.nowSeconds());
    });
    return claimed.length > 0 ? "busy" : "idle";
  };
  const add = (kinds: readonly string[]): void => {
    for (const kind of kinds) waiting.set(kind, (waiting.get(kind) ?? 0) + 1);
  };
  return { round, sealed: { add } };
}
