// When this page's session ends, counted from the server's last answer on this page's own running clock: the clock on the wall may be wrong.
import type { SessionDto } from "@/lib/contracts/session";

/** `idle` can be put off by acting; `limit` cannot be moved by anybody. */
export type EndKind = "idle" | "limit";

/** The end that comes first. */
export interface ComingEnd {
  readonly kind: EndKind;
  /** Whole seconds; zero or less once it has passed. */
  readonly secondsLeft: number;
}

let ends: Readonly<Record<EndKind, number>> | null = null;

/** Takes both ends from an answer of the server that has just arrived. */
export function noteEnds({ now, idleEndsAt, expiresAt }: SessionDto["session"]): void {
  const inMs = (at: string): number => performance.now() + Date.parse(at) - Date.parse(now);
  ends = { idle: inMs(idleEndsAt), limit: inMs(expiresAt) };
}

/** The end that comes first, as far as this page knows; null before it was told anything. Acts in other tabs may have moved it. */
export function comingEnd(): ComingEnd | null {
  if (ends === null) return null;
  const kind: EndKind = ends.limit <= ends.idle ? "limit" : "idle";
  return { kind, secondsLeft: Math.ceil((ends[kind] - performance.now()) / 1_000) };
}

/** What has ended the session, when its time is known to be over; null when it ended otherwise or is alive. */
export function endedBy(): EndKind | null {
  const end = comingEnd();
  return end !== null && end.secondsLeft <= 0 ? end.kind : null;
}
