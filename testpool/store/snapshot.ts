// The whole state as one JSON document, to start many tests from the same point.
import { isFields, type Fields } from "../protocol/shapes";
import type { Change } from "./append-log";
import { COLLECTION_NAMES } from "./records";
import type { Store } from "./store";

const FORMAT = "holdfast-testpool/1";

/** Every record by collection. It holds no password and no signing key: tokens stay good only where the keys are the same. */
export interface Snapshot {
  readonly format: typeof FORMAT;
  readonly collections: Readonly<Record<string, readonly (readonly [string, unknown])[]>>;
}

/** The state as it is now. */
export function takeSnapshot(store: Store): Snapshot {
  return { format: FORMAT, collections: Object.fromEntries(COLLECTION_NAMES.map((name) => [name, store.entries(name)])) };
}

function isEntry(entry: unknown): entry is readonly [string, unknown] {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === "string" && entry[1] !== null && entry[1] !== undefined;
}

/** The records of a snapshot, or null for a document that is none; what a record holds is not judged. */
export function readSnapshot(document: Fields): readonly Change[] | null {
  const { format, collections } = document;
  if (format !== FORMAT || !isFields(collections)) return null;
  const changes: Change[] = [];
  for (const [name, entries] of Object.entries(collections)) {
    const isKnown = COLLECTION_NAMES.some((known) => known === name);
    if (!isKnown || !Array.isArray(entries) || !entries.every(isEntry)) return null;
    for (const [key, value] of entries) changes.push([name, key, value]);
  }
  return changes;
}
