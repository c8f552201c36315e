// Who can sign in, for launchers, tests and people. It is read from the seed: the state holds no password.
import type { Seed } from "../store/seed";

/** The first pool and its first client, and every seeded user with the pool they belong to. */
export function describeDemo(seed: Seed): object {
  const pool = seed.pools[0];
  return {
    userPoolId: pool?.id ?? null,
    clientId: seed.clients.find((client) => client.poolId === pool?.id)?.id ?? null,
    traders: seed.users.map(({ email, password, totpSecret, poolId, sub, username }) => ({
      email,
      password,
      ...(totpSecret === null ? {} : { totpSecret }),
      userPoolId: poolId,
      sub,
      username,
    })),
  };
}
