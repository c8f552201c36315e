// Fills the demo's ledger and the demo trader's list of addresses; the launcher runs it after every deployment. Running it again changes nothing.
// Reads DATABASE_URL (holdfast_worker), APP_DATABASE_URL (holdfast_app, whose the lists of addresses are), SEED_DEPLOYMENT_FILE (what is on the chain) and SEED_TRADERS (JSON of {email, sub}).
import { readFileSync } from "node:fs";
import { z } from "zod";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { seedDemoAddresses } from "./seed/seed-demo-addresses";
import { seedDemoDeposits } from "./seed/seed-demo-deposits";
import { deploymentSchema, upsertAssets } from "./seed/upsert-assets";

const FUNDED_TRADER = "trader@holdfast.test";

const environment = z
  .object({
    DATABASE_URL: z.string().min(1),
    APP_DATABASE_URL: z.string().min(1),
    SEED_DEPLOYMENT_FILE: z.string().min(1),
    SEED_TRADERS: z.string().transform((text) => z.array(z.object({ email: z.string(), sub: z.string() })).parse(JSON.parse(text))),
  })
  .parse(process.env);

async function seed(): Promise<void> {
  const deployment = deploymentSchema.parse(JSON.parse(readFileSync(environment.SEED_DEPLOYMENT_FILE, "utf8")));
  const worker = createDatabase({ url: environment.DATABASE_URL, poolSize: 1 });
  const app = createDatabase({ url: environment.APP_DATABASE_URL, poolSize: 1 });
  try {
    await upsertAssets(worker, deployment);
    const funded = environment.SEED_TRADERS.find(({ email }) => email === FUNDED_TRADER);
    if (funded === undefined) throw new Error(`There is no ${FUNDED_TRADER} to fund.`);
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const booked = await seedDemoDeposits(worker, deployment, funded.sub, nowSeconds);
    const listed = await seedDemoAddresses(app, funded.sub, nowSeconds);
    console.log(`${deployment.assets.length} assets known, ${booked} deposits booked, ${listed} addresses listed.`);
  } finally {
    await Promise.all([worker.close(), app.close()]);
  }
}

await seed();
