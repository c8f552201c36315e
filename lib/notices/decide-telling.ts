// Whether one event is mailed now, later or never. Pure: what the database knows comes in by the door.
import type { Telling } from "./event-words";

/** Seconds within which an approval may still follow a refused change: as long as a grant may be open. */
export const APPROVAL_FOLLOWS_SECONDS = 300;

/** What is known around an event. */
export interface Surroundings {
  readonly atSeconds: number;
  readonly nowSeconds: number;
  /** Of the last mail of this kind to this trader, by the time of its event; null when there was none. */
  readonly lastMailedAtSeconds: number | null;
  /** Whether an earlier session had the same device and network. */
  readonly isKnownPlace: boolean;
  /** Whether the trader used an approval after the event. */
  readonly isApprovedSince: boolean;
}

export type Decision = "mail" | "log_only" | "repeated" | { readonly waitUntilSeconds: number };

/** Decides. An event that cannot be judged yet waits; a clock that was set back never makes it wait longer than the rule. */
export function decideTelling(telling: Telling, around: Surroundings): Decision {
  if (!telling.isMailed) return "log_only";
  const { atSeconds, nowSeconds, lastMailedAtSeconds } = around;
  if (telling.only === "new_place" && around.isKnownPlace) return "log_only";
  if (telling.only === "unapproved") {
    if (around.isApprovedSince) return "log_only";
    const judgedAtSeconds = atSeconds + APPROVAL_FOLLOWS_SECONDS;
    if (nowSeconds < judgedAtSeconds) return { waitUntilSeconds: judgedAtSeconds };
  }
  const isRepeated = lastMailedAtSeconds !== null && Math.abs(atSeconds - lastMailedAtSeconds) < telling.repeatSeconds;
  return isRepeated ? "repeated" : "mail";
}
