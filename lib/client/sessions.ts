// The sessions of the signed-in trader, on every device.
import type { SessionListEntry } from "@/lib/contracts/session";
import { fetchJson } from "./fetch-json";

/** All live sessions, this one among them. */
export async function listSessions(): Promise<readonly SessionListEntry[]> {
  const answer = (await fetchJson("/api/sessions")) as { readonly sessions: readonly SessionListEntry[] };
  return answer.sessions;
}

/** Ends every session but this one, in one call; answers how many there were. */
export async function endOtherSessions(): Promise<number> {
  const { ended } = (await fetchJson("/api/sessions", { method: "DELETE" })) as { readonly ended: number };
  return ended;
}

/** Ends a session; whoever holds it is out at the next request. */
export async function endSession(id: string): Promise<void> {
  await fetchJson(`/api/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
}
