// Events for tests of the rules, numbered as the chain numbers them, and judged minute by minute as the worker judges them.
import { judgeEvents } from "@/lib/monitoring/judge-events";
import type { Finding } from "@/lib/monitoring/finding";
import { WINDOW_SECONDS_MAX } from "@/lib/monitoring/thresholds";
import type { WatchedEvent } from "@/lib/monitoring/watched-event";

/** What a test says of an event; the rest is made up. */
export type Written = Pick<WatchedEvent, "atSeconds" | "kind"> & Partial<Pick<WatchedEvent, "account" | "network" | "detail">>;

/** The events in the order of their time, with their places in the chain. */
export const sealedInOrder = (written: readonly Written[]): WatchedEvent[] =>
  written
    .toSorted((left, right) => left.atSeconds - right.atSeconds)
    .map((event, index) => ({ seq: index + 1, id: (index + 1).toString(), account: null, network: null, detail: {}, ...event }));

/** Every finding of the time that the events span, judged each minute and once more an hour after the last one. */
export function judgeThroughout(written: readonly Written[]): readonly Finding[] {
  const events = sealedInOrder(written);
  const [first, last] = [events.at(0)?.atSeconds ?? 0, events.at(-1)?.atSeconds ?? 0];
  const found: Finding[] = [];
  let [from, to] = [0, 0];
  for (let now = first; now <= last + 600; now += 60) {
    while ((events[to]?.atSeconds ?? Infinity) <= now) to += 1;
    while (from < to && (events[from]?.atSeconds ?? 0) <= now - WINDOW_SECONDS_MAX) from += 1;
    found.push(...judgeEvents(events.slice(from, to), now));
  }
  return found;
}
