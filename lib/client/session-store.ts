// What this page knows of its own session, asked for once and shared by the shell and the security screen.
import { useSyncExternalStore } from "react";
import type { SessionDto } from "@/lib/contracts/session";
import { fetchJson } from "./fetch-json";

let known: SessionDto | null = null;
let asking: Promise<SessionDto> | null = null;
const listeners = new Set<() => void>();

/** The session of this page. Callers share one request; a failed one is asked again at the next call. */
export function loadSession(): Promise<SessionDto> {
  asking ??= fetchJson("/api/auth/session").then(
    (answer) => {
      known = answer as SessionDto;
      for (const listener of listeners) listener();
      return known;
    },
    (refused: unknown) => {
      asking = null;
      throw refused;
    },
  );
  return asking;
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
