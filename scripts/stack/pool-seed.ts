// The test pool is told its pools, clients and users in the form that its --seed file takes.
import path from "node:path";
import type { DemoMachine, DemoPool, DemoUser, Installation } from "./installation";
import { writePrivateFile } from "./write-private-file";

/** Writes the seed (0600) and answers its path. The same installation always gives the same file. */
export function writePoolSeed(dataDir: string, installation: Installation): string {
  const file = path.join(dataDir, "pool-seed.json");
  const pools = [installation.traders, installation.staff];
  const seed = {
    pools: pools.map((pool) => seedPool(pool, installation, pool === installation.traders)),
    users: pools.flatMap((pool) => pool.users.map((user) => seedUser(pool, user))),
  };
  writePrivateFile(file, `${JSON.stringify(seed, null, 2)}\n`);
  return file;
}

function seedPool(pool: DemoPool, { region, indexer }: Installation, isOfTraders: boolean): object {
  return {
    id: pool.id,
    name: pool.name,
    region,
    mfaConfiguration: "ON",
    webAuthn: { relyingPartyId: "localhost", userVerification: "required", factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
    selfSignUp: isOfTraders,
    passwordPolicy: { lengthMin: 12 },
    aliasAttributes: ["email"],
    autoVerifiedAttributes: ["email"],
    verifyBeforeUpdate: ["email"],
    recoveryOptions: ["verified_email"],
    issuerType: "ORIGINAL",
    resourceServers: isOfTraders ? [{ identifier: "holdfast-ingest", scopes: [{ name: "write" }] }] : [],
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
      ...(isOfTraders ? [seedMachine(indexer)] : []),
    ],
  };
}

const seedMachine = ({ clientId, clientSecret }: DemoMachine): object => ({
  ...{ id: clientId, secret: clientSecret, accessTokenSeconds: 900, explicitAuthFlows: [] },
  ...{ oauthFlows: ["client_credentials"], oauthScopes: ["holdfast-ingest/write"] },
});

function seedUser(pool: DemoPool, { email, password, sub, username, totpSecret }: DemoUser): object {
  return { poolId: pool.id, email, password, sub, username, ...(totpSecret === undefined ? {} : { totpSecret }) };
}
