// The trail of the local user pool, in CloudTrail's own shape. The demo and tests only.
import * as z from "zod";
import type { PoolTrail } from "./pool-trail";

const TRAIL = z.object({ events: z.array(z.object({ eventID: z.string() }).loose()) });
const TIMEOUT_MS = 3_000;

/** Reads the pool's feed at `url` again and again, and hands out what it has not handed out yet. */
export function createLocalTrail(url: string): PoolTrail {
  let seen = new Set<string>();
  return {
    read: async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      const { events } = TRAIL.parse(await response.json());
      // What the pool has forgotten is forgotten here too.
      seen = new Set(events.map(({ eventID }) => eventID).filter((id) => seen.has(id)));
      return events
        .filter(({ eventID }) => !seen.has(eventID))
        .map((event) => ({ detail: event, done: () => Promise.resolve(void seen.add(event.eventID)) }));
    },
  };
}
