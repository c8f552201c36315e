// A sign-in asks for one user's passkeys and sessions: looking through everybody's would make the pool slower with every test.
import type { Collections } from "./records";

/** Collections whose records belong to one user, and are asked for by user. */
const OWNED = ["passkeys", "devices", "families"] as const satisfies readonly (keyof Collections)[];
export type OwnedCollection = (typeof OWNED)[number];

/** Who owns a record. */
export interface Owner {
  readonly poolId: string;
  readonly username: string;
}

/** The records of each owner, kept beside the collections themselves. */
export interface OwnerIndex {
  set(name: keyof Collections, key: string, value: unknown): void;
  remove(name: keyof Collections, key: string): void;
  clear(): void;
  /** The owner's records in the order in which they were first put. */
  of<Name extends OwnedCollection>(name: Name, owner: Owner): Collections[Name][];
}

function isOwned(name: keyof Collections): name is OwnedCollection {
  return OWNED.some((known) => known === name);
}

/** An index that knows nobody yet. */
export function createOwnerIndex(): OwnerIndex {
  const owners = new Map<string, string>();
  const records = new Map<string, Map<string, unknown>>();
  const remove = (name: keyof Collections, key: string) => {
    const known = owners.get(`${name}|${key}`);
    if (known === undefined) return;
    owners.delete(`${name}|${key}`);
    const left = records.get(known);
    left?.delete(key);
    if (left?.size === 0) records.delete(known);
  };
  return {
    set: (name, key, value) => {
      if (!isOwned(name)) return;
      const { poolId, username } = value as Owner;
      const owner = `${name}|${poolId}|${username}`;
      if (owners.get(`${name}|${key}`) !== owner) remove(name, key);
      owners.set(`${name}|${key}`, owner);
      const known = records.get(owner) ?? new Map<string, unknown>();
      records.set(owner, known.set(key, value));
    },
    remove,
    clear: () => {
      owners.clear();
      records.clear();
    },
    of: <Name extends OwnedCollection>(name: Name, { poolId, username }: Owner) => [
      ...((records.get(`${name}|${poolId}|${username}`) ?? new Map<string, unknown>()) as Map<string, Collections[Name]>).values(),
    ],
  };
}
