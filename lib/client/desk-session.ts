// The desk's own session as its pages know it, and the end of it.
import type { OperatorSessionDto, OperatorSessionListEntry } from "@/lib/contracts/operator-session";
import { fetchJson } from "./fetch-json";
import { leavePage } from "./leave-page";
import { DOORS } from "./side";

/** The session of this page. */
export async function readDeskSession(): Promise<OperatorSessionDto> {
  return (await fetchJson("/api/ops/session")) as OperatorSessionDto;
}

/** Signs out of the desk and leaves. Throws when the server did not confirm, because then the session is still alive. */
export async function signOutOfDesk(): Promise<never> {
  await fetchJson("/api/ops/auth/sign-out", { method: "POST", body: {} });
  return leavePage(DOORS.desk.signIn);
}

/** The operator's own living sessions. */
export async function listDeskSessions(): Promise<readonly OperatorSessionListEntry[]> {
  return ((await fetchJson("/api/ops/sessions")) as { readonly sessions: readonly OperatorSessionListEntry[] }).sessions;
}

/** Ends one of them. */
export async function endDeskSession(id: string): Promise<void> {
  await fetchJson(`/api/ops/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
}
