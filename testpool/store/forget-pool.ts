// One pool's part of the state, found and removed, so that test workers with a pool each never meet.
import { COLLECTION_NAMES, type Collections } from "./records";
import type { Store } from "./store";

/** What stays when only the people of a pool are forgotten. */
const SETTINGS: readonly (keyof Collections)[] = ["pools", "clients", "groups", "resourceServers"];

/** The pool of a record that does not say it: keys are `pool|name`, or `what|pool|name` for counters and attempts. */
function poolOfKey(store: Store, key: string): string | undefined {
  const [first = "", second] = key.split("|");
  return store.get("pools", first) === undefined ? second : first;
}

function poolOf(store: Store, name: keyof Collections, key: string, value: unknown): string | undefined {
  if (name === "pools") return key;
  const isRecord = typeof value === "object" && value !== null && "poolId" in value;
  return isRecord && typeof value.poolId === "string" ? value.poolId : poolOfKey(store, key);
}

/** Removes everything that belongs to the pool; with `keepSettings` the pool, its clients, groups and resource servers stay. */
export function forgetPool(store: Store, poolId: string, keepSettings: boolean): void {
  const meant = COLLECTION_NAMES.filter((name) => !keepSettings || !SETTINGS.includes(name));
  const found = meant.flatMap((name) =>
    store
      .entries(name)
      .filter(([key, value]) => poolOf(store, name, key, value) === poolId)
      .map(([key]) => ({ name, key })),
  );
  for (const { name, key } of found) store.remove(name, key);
}
