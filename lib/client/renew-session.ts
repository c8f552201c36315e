// Asks the server for a fresh session, once for all callers that notice the end of the old one at the same moment.

/** `renewed`, `refused` (sign in again), or `unavailable` (nothing was decided; the old session may still be good later). */
export type Renewal = "renewed" | "refused" | "unavailable";

let running: Promise<Renewal> | null = null;

/** Renews through POST /api/auth/refresh; calls that overlap share one request. An outage is never reported as a refusal. */
export function renewSession(): Promise<Renewal> {
  running ??= ask().finally(() => {
    running = null;
  });
  return running;
}

async function ask(): Promise<Renewal> {
  const response = await fetch("/api/auth/refresh", {
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
