// The pool's memory: typed maps, and a log that is written before any answer leaves.
import type { AppendLog, Change } from "./append-log";
import { createOwnerIndex, type OwnedCollection, type Owner } from "./owner-index";
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
  /** The records of one user, in the order of insertion, without a look at anybody else's. */
  ownedBy<Name extends OwnedCollection>(name: Name, owner: Owner): Collections[Name][];
  /** Writes what changed since the last commit; called before every answer. */
  commit(): void;
  /** Everything becomes these records and nothing else, in memory and in the log, whole or not at all. */
  replaceAll(records: readonly Change[]): void;
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

/** The collections and the index beside them, changed together. */
function createTables() {
  const maps = emptyMaps();
  const owned = createOwnerIndex();
  const mapOf = (name: keyof Collections) => maps[name] as Map<string, unknown>;
  const set = (name: keyof Collections, key: string, value: unknown) => {
    mapOf(name).set(key, value);
    owned.set(name, key, value);
  };
  const remove = (name: keyof Collections, key: string): boolean => {
    owned.remove(name, key);
    return mapOf(name).delete(key);
  };
  return {
    maps,
    owned,
    set,
    remove,
    apply: (changes: readonly Change[]) => {
      for (const [name, key, value] of changes) {
        if (!isCollection(name)) continue;
        if (value === null) remove(name, key);
        else set(name, key, value);
      }
    },
    clear: () => {
      for (const name of NAMES) mapOf(name).clear();
      owned.clear();
    },
    all: (): Change[] => NAMES.flatMap((name) => [...mapOf(name)].map(([key, value]): Change => [name, key, value])),
  };
}

/** Opens the store: replays the log, drops what `isStale` says nobody can need any more, and compacts. */
export function openStore(log: AppendLog, isStale: (name: keyof Collections, value: unknown) => boolean): Store {
  const tables = createTables();
  let pending: Change[] = [];
  const compact = () => {
    for (const [name, key, value] of tables.all()) if (isCollection(name) && isStale(name, value)) tables.remove(name, key);
    log.replace(tables.all());
  };
  const replaceAll = (records: readonly Change[]) => {
    tables.clear();
    tables.apply(records);
    pending = [];
    log.replace(tables.all());
  };
  tables.apply(log.read());
  compact();
  return {
    get: (name, key) => tables.maps[name].get(key),
    put: (name, key, value) => {
      tables.set(name, key, value);
      pending.push([name, key, value]);
    },
    remove: (name, key) => {
      if (tables.remove(name, key)) pending.push([name, key, null]);
    },
    entries: (name) => [...tables.maps[name]],
    ownedBy: (name, owner) => tables.owned.of(name, owner),
    commit: () => {
      if (pending.length === 0) return;
      const batch = pending;
      pending = [];
      log.append(batch);
      if (log.bytes() > BYTES_BEFORE_COMPACTION) compact();
    },
    replaceAll,
    clear: () => replaceAll([]),
    close: () => log.close(),
  };
}
