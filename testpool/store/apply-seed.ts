// Puts a seed into an empty store. Passwords become verifiers here and are never stored.
import type { PoolClock } from "../clock/pool-clock";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { nameKey } from "./find-user";
import { newUser } from "./new-user";
import type { Seed, SeedUser } from "./seed";
import type { Store } from "./store";

interface SeedTarget {
  readonly store: Store;
  readonly clock: PoolClock;
}

function seedUser({ store, clock }: SeedTarget, seeded: SeedUser): void {
  const { poolId, username, sub, email, totpSecret } = seeded;
  const hasTotp = totpSecret !== null;
  const user = newUser({ poolId, username, sub }, clock.nowSeconds(), {
    attributes: { email, email_verified: "true", ...seeded.attributes },
    srp: makeSrpVerifier(poolId, username, seeded.password),
    totp: totpSecret === null ? null : { secret: totpSecret, lastUsedStep: 0, friendlyDeviceName: "" },
    mfa: { softwareToken: hasTotp, email: false, webAuthn: false, preferred: hasTotp ? "SOFTWARE_TOKEN_MFA" : null },
    groups: seeded.groups,
  });
  store.put("users", nameKey({ store }, poolId, username), user);
  store.put("aliases", nameKey({ store }, poolId, email), username);
}

/** Applies the seed, or the part of it that belongs to one pool. */
export function applySeed(target: SeedTarget, seed: Seed, poolId: string | null = null): void {
  const { store } = target;
  const isMeant = (record: { readonly poolId: string }) => poolId === null || record.poolId === poolId;
  for (const pool of seed.pools.filter(({ id }) => poolId === null || id === poolId)) store.put("pools", pool.id, pool);
  for (const client of seed.clients.filter(isMeant)) store.put("clients", client.id, client);
  for (const group of seed.groups.filter(isMeant)) store.put("groups", `${group.poolId}|${group.name}`, group);
  for (const server of seed.resourceServers.filter(isMeant)) store.put("resourceServers", `${server.poolId}|${server.identifier}`, server);
  for (const user of seed.users.filter(isMeant)) seedUser(target, user);
  store.commit();
}
