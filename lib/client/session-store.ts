// What this page knows of its own session, asked for once and shared by the shell and the security screen.
import { useSyncExternalStore } from "react";
import type { SessionDto } from "@/lib/contracts/session";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";
import { noteEnds } from "./session-ends";

let known: SessionDto | null = null;
let asking: Promise<SessionDto> | null = null;
const listeners = new Set<() => void>();

/** The session of this page. Callers share one request; a failed one is asked again at the next call. */
export function loadSession(): Promise<SessionDto> {
  asking ??= readSession("act").catch((refused: unknown) => {
    asking = null;
    throw refused;
  });
  return asking;
}

/** Asks anew, in the background (which keeps no session alive) or as an act of the trader (which does). Where the session is over the page leaves. */
export async function readSession(as: "background" | "act"): Promise<SessionDto> {
  const answer = (await fetchJson("/api/auth/session", as === "background" ? { headers: BACKGROUND } : {})) as SessionDto;
  noteEnds(answer.session);
  known = answer;
  for (const listener of listeners) listener();
  return answer;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  loadSession().catch(() => undefined);
  return () => listeners.delete(listener);
};

/** The session once it is known; null before that and while the server cannot be reached. */
export const useSession = (): SessionDto | null =>
  useSyncExternalStore(
    subscribe,
    () => known,
    () => null,
  );
