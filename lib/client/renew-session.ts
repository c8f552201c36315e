// Asks the server for a fresh session, once for all callers that notice the end of the old one at the same moment.
import { DOORS, type Side } from "./side";

/** `renewed`, `refused` (sign in again), or `unavailable` (nothing was decided; the old session may still be good later). */
export type Renewal = "renewed" | "refused" | "unavailable";

const running = new Map<Side, Promise<Renewal>>();

/** Renews through the side's own refresh; calls that overlap share one request. An outage is never reported as a refusal. */
export function renewSession(side: Side = "trader"): Promise<Renewal> {
  const renewal = running.get(side) ?? ask(side).finally(() => running.delete(side));
  running.set(side, renewal);
  return renewal;
}

async function ask(side: Side): Promise<Renewal> {
  const response = await fetch(DOORS[side].refresh, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual",
  }).catch(() => null);
  if (response === null) return "unavailable";
  if (response.ok) return "renewed";
  return response.status === 401 || response.status === 403 ? "refused" : "unavailable";
}
