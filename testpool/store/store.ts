// The pool's memory: typed maps, and a log that is written before any answer leaves.
import type { AppendLog, Change } from "./append-log";
import { COLLECTION_NAMES, type Collections } from "./records";

const NAMES = COLLECTION_NAMES;
const BYTES_BEFORE_COMPACTION = 32 * 1024 * 1024;

/** Typed access to the pool's records. Writes are visible at once and durable after `commit`. */
export interface Store {
  get<Name extends keyof Collections>(name: Name, key: string): Collections[Name] | undefined;
  put<Name extends keyof Collections>(name: Name, key: string, value: Collections[Name]): void;
  remove(name: keyof Collections, key: string): void;
  /** Every key and record of a collection, in the order of insertion. */
  entries<Name extends keyof Collections>(name: Name): [string, Collections[Name]][];
  /** Writes what changed since the last commit; called before every answer. */
  commit(): void;
  /** Forgets everything. */
  clear(): void;
  close(): void;
}

type Maps = { [Name in keyof Collections]: Map<string, Collections[Name]> };

function emptyMaps(): Maps {
  return Object.fromEntries(NAMES.map((name) => [name, new Map()])) as unknown as Maps;
}

function isCollection(name: string): name is keyof Collections {
  return NAMES.some((known) => known === name);
}

/** Opens the store: replays the log, drops what `isStale` says nobody can need any more, and compacts. */
export function openStore(log: AppendLog, isStale: (name: keyof Collections, value: unknown) => boolean): Store {
  const maps = emptyMaps();
  let pending: Change[] = [];
  const mapOf = (name: keyof Collections) => maps[name] as Map<string, unknown>;
  const everything = (): Change[] => NAMES.flatMap((name) => [...mapOf(name)].map(([key, value]): Change => [name, key, value]));
  const compact = () => {
    for (const name of NAMES) for (const [key, value] of mapOf(name)) if (isStale(name, value)) mapOf(name).delete(key);
    log.replace(everything());
  };
  for (const [name, key, value] of log.read()) {
    if (!isCollection(name)) continue;
    if (value === null) mapOf(name).delete(key);
    else mapOf(name).set(key, value);
  }
  compact();
  return {
    get: (name, key) => maps[name].get(key),
    put: (name, key, value) => {
      maps[name].set(key, value);
      pending.push([name, key, value]);
    },
    remove: (name, key) => {
      if (mapOf(name).delete(key)) pending.push([name, key, null]);
    },
    entries: (name) => [...maps[name]],
    commit: () => {
      if (pending.length === 0) return;
      const batch = pending;
      pending = [];
      log.append(batch);
      if (log.bytes() > BYTES_BEFORE_COMPACTION) compact();
    },
    clear: () => {
      for (const name of NAMES) mapOf(name).clear();
      pending = [];
      log.replace([]);
    },
    close: () => log.close(),
  };
}
