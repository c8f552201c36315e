// Puts a seed into an empty store. Passwords become verifiers here and are never stored.
import type { Needs } from "../protocol/needs";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { putUser, userKey } from "./find-user";
import type { Seed, SeedUser } from "./seed";

function seedUser(needs: Needs, user: SeedUser): void {
  const hasTotp = user.totpSecret !== null;
  putUser(needs, {
    poolId: user.poolId,
    username: user.username,
    sub: user.sub,
    email: user.email,
    emailVerified: true,
    status: "CONFIRMED",
    enabled: true,
    createdAtSeconds: needs.clock.nowSeconds(),
    srp: makeSrpVerifier(user.poolId, user.username, user.password),
    totp: user.totpSecret === null ? null : { secret: user.totpSecret, lastUsedStep: 0, friendlyDeviceName: "" },
    pendingTotpSecret: null,
    signUpCode: null,
    mfa: { softwareToken: hasTotp, softwareTokenPreferred: hasTotp, webAuthn: false },
  });
  needs.store.put("aliases", userKey(user.poolId, user.email), user.username);
}

/** Applies the seed; pools get their keys at once, so that the first token is not slow. */
export function applySeed(needs: Needs, seed: Seed): void {
  for (const pool of seed.pools) {
    needs.store.put("pools", pool.id, pool);
    needs.keys.poolKeys(pool.id);
  }
  for (const client of seed.clients) needs.store.put("clients", client.id, client);
  for (const user of seed.users) seedUser(needs, user);
  needs.store.commit();
}
