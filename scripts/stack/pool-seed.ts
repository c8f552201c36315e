// The test pool is told its pools, clients and users in the form that its --seed file takes.
import path from "node:path";
import { STAFF_POOL, TRADER_POOL, type PoolPolicy } from "@/lib/policy/pool-policy";
import type { DemoPool, DemoUser, Installation } from "./installation";
import { seededMachineClient, seededPool, seededWebClient } from "./seeded-pool";
import { writePrivateFile } from "./write-private-file";

const RELYING_PARTY = "localhost";

/** Writes the seed (0600) and answers its path. The same installation always gives the same file. */
export function writePoolSeed(dataDir: string, installation: Installation): string {
  const file = path.join(dataDir, "pool-seed.json");
  const { traders, staff } = installation;
  const seed = {
    pools: [seedPool(traders, TRADER_POOL, installation), seedPool(staff, STAFF_POOL, installation)],
    users: [traders, staff].flatMap((pool) => pool.users.map((user) => seedUser(pool, user))),
  };
  writePrivateFile(file, `${JSON.stringify(seed, null, 2)}\n`);
  return file;
}

const seedPool = (pool: DemoPool, policy: PoolPolicy, { region, indexer }: Installation): object => ({
  ...{ id: pool.id, name: pool.name, region },
  ...seededPool(policy, RELYING_PARTY),
  clients: [seededWebClient(policy, pool), ...(policy.machineClient === null ? [] : [seededMachineClient(policy.machineClient, indexer)])],
});

function seedUser(pool: DemoPool, { email, password, sub, username, totpSecret }: DemoUser): object {
  return { poolId: pool.id, email, password, sub, username, ...(totpSecret === undefined ? {} : { totpSecret }) };
}
