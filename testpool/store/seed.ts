// The seed file: which pools, clients, groups and users an empty pool starts with. A wrong seed stops the start in one sentence.
import { readFileSync } from "node:fs";
import { isFields } from "../protocol/shapes";
import { choicesOr, placesIn, SeedError, text, textOr, type SeedPlace } from "./seed-fields";
import { seedClient, seedGroup, seedPool, seedResourceServer } from "./seed-pool";
import type { ClientRecord, GroupRecord, PoolRecord, ResourceServerRecord } from "./settings-records";

/** A seeded user. The password is kept in the seed only; the pool stores its verifier. */
export interface SeedUser {
  readonly poolId: string;
  readonly email: string;
  readonly password: string;
  readonly sub: string;
  readonly username: string;
  readonly totpSecret: string | null;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Seed {
  readonly pools: readonly PoolRecord[];
  readonly clients: readonly ClientRecord[];
  readonly groups: readonly GroupRecord[];
  readonly resourceServers: readonly ResourceServerRecord[];
  readonly users: readonly SeedUser[];
}

function seedUser(place: SeedPlace): SeedUser {
  const totpSecret = place.fields["totpSecret"] ?? null;
  if (totpSecret !== null && (typeof totpSecret !== "string" || !/^[A-Z2-7]+$/.test(totpSecret))) {
    throw new SeedError(`The seed needs a base32 text at ${place.where}.totpSecret.`);
  }
  const attributes = place.fields["attributes"] ?? {};
  if (!isFields(attributes) || !Object.values(attributes).every((value) => typeof value === "string")) {
    throw new SeedError(`The seed needs an object of texts at ${place.where}.attributes.`);
  }
  return {
    poolId: text(place, "poolId"),
    email: text(place, "email"),
    password: text(place, "password"),
    sub: text(place, "sub"),
    username: textOr(place, "username", text(place, "sub")),
    totpSecret,
    groups: choicesOr(place, "groups", null, []),
    attributes: attributes as Readonly<Record<string, string>>,
  };
}

/** Checks a parsed seed; throws SeedError with one sentence that names the place. Settings count as made at `nowSeconds`. */
export function parseSeed(value: unknown, nowSeconds = 0): Seed {
  if (!isFields(value)) throw new SeedError("The seed is not a JSON object.");
  const seed = { fields: value, where: "seed" };
  const places = placesIn(seed, "pools");
  const pools = places.map((place) => seedPool(place, nowSeconds));
  const inPools = <Made>(name: string, make: (place: SeedPlace, poolId: string) => Made): Made[] =>
    places.flatMap((place, index) => placesIn(place, name).map((inner) => make(inner, pools[index]?.id ?? "")));
  const users = placesIn(seed, "users").map(seedUser);
  const stray = users.find((user) => !pools.some((pool) => pool.id === user.poolId));
  if (stray !== undefined) throw new SeedError(`The seed's user ${stray.email} names an unknown pool ${stray.poolId}.`);
  return {
    pools,
    clients: inPools("clients", (place, poolId) => seedClient(place, poolId, nowSeconds)),
    groups: inPools("groups", (place, poolId) => seedGroup(place, poolId, nowSeconds)),
    resourceServers: inPools("resourceServers", seedResourceServer),
    users,
  };
}

/** Both seeds as one; pools of `added` take the place of pools with the same id. */
export function mergeSeeds(seed: Seed, added: Seed): Seed {
  const isReplaced = (poolId: string) => added.pools.some(({ id }) => id === poolId);
  const kept = <Part extends { readonly poolId: string }>(parts: readonly Part[]) => parts.filter(({ poolId }) => !isReplaced(poolId));
  return {
    pools: [...seed.pools.filter(({ id }) => !isReplaced(id)), ...added.pools],
    clients: [...kept(seed.clients), ...added.clients],
    groups: [...kept(seed.groups), ...added.groups],
    resourceServers: [...kept(seed.resourceServers), ...added.resourceServers],
    users: [...kept(seed.users), ...added.users],
  };
}

/** Reads and checks a seed file. */
export function readSeedFile(path: string): Seed {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SeedError(`The seed file ${path} cannot be read: ${error instanceof Error ? error.message : "unknown"}`);
  }
  return parseSeed(value, Math.floor(Date.now() / 1000));
}
