// The events of a window, and of some kinds of it.
import type { WatchedEvent } from "./watched-event";

/** The events of these kinds that happened less than `windowSeconds` before `nowSeconds`, in their order. */
export const within = (
  events: readonly WatchedEvent[],
  nowSeconds: number,
  windowSeconds: number,
  kinds: readonly string[],
): readonly WatchedEvent[] => events.filter((event) => event.atSeconds > nowSeconds - windowSeconds && kinds.includes(event.kind));

/** A text of an event's detail, or "unknown". */
export function textOf({ detail }: WatchedEvent, name: string): string {
  const value = detail[name];
  return typeof value === "string" && value !== "" ? value : "unknown";
}

/** Each event counting for one. */
export const asEvidence = (events: readonly WatchedEvent[]) => events.map((event) => ({ event, weight: 1 }));

/** Whole minutes of a window, in words. */
export const minutes = (seconds: number): string => (seconds === 60 ? "1 minute" : `${(seconds / 60).toString()} minutes`);
