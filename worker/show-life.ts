// Whether a process without a port still does its work: a file that every round touches, and that goes stale when a round hangs.
import { writeFileSync } from "node:fs";

const EVERY_MS = 1_000;

/** The same work, and before it a touch of `file`, once a second at most. Null: nobody looks. A file that cannot be written throws at the first round. */
export function showLife<Found>(file: string | null, work: () => Promise<Found>): () => Promise<Found> {
  if (file === null) return work;
  let shownAtMs = -EVERY_MS;
  return () => {
    if (performance.now() - shownAtMs >= EVERY_MS) {
      writeFileSync(file, "");
      shownAtMs = performance.now();
    }
    return work();
  };
}
