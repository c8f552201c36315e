// The test pool is told its pools, clients and users in the form that its --seed file takes.
import path from "node:path";
import type { DemoPool, DemoUser, Installation } from "./installation";
import { writePrivateFile } from "./write-private-file";

/** Writes the seed (0600) and answers its path. The same installation always gives the same file. */
export function writePoolSeed(dataDir: string, installation: Installation): string {
  const file = path.join(dataDir, "pool-seed.json");
  const pools = [installation.traders, installation.staff];
  const seed = {
    pools: pools.map((pool) => seedPool(pool, installation.region, pool === installation.traders)),
    users: pools.flatMap((pool) => pool.users.map((user) => seedUser(pool, user))),
  };
  writePrivateFile(file, `${JSON.stringify(seed, null, 2)}\n`);
  return file;
}

function seedPool(pool: DemoPool, region: string, selfSignUp: boolean): object {
  return {
    id: pool.id,
    name: pool.name,
    region,
    mfaConfiguration: "ON",
    webAuthn: { relyingPartyId: "localhost", userVerification: "required", factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
    selfSignUp,
    passwordPolicy: { lengthMin: 12 },
    aliasAttributes: ["email"],
    autoVerifiedAttributes: ["email"],
    verifyBeforeUpdate: ["email"],
    recoveryOptions: ["verified_email"],
    issuerType: "ORIGINAL",
    clients: [
      {
        id: pool.clientId,
        secret: pool.clientSecret,
        explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_CUSTOM_AUTH"],
        // Somebody who waits for a mailed code must not find that the step has ended meanwhile.
        authSessionSeconds: 900,
        accessTokenSeconds: 300,
        refreshTokenSeconds: 43_200,
        rotation: { enabled: true, graceSeconds: 60 },
        preventUserExistenceErrors: true,
      },
    ],
  };
}

function seedUser(pool: DemoPool, { email, password, sub, username, totpSecret }: DemoUser): object {
  return { poolId: pool.id, email, password, sub, username, ...(totpSecret === undefined ? {} : { totpSecret }) };
}
