// The steps that need the product's own server files run as programs under the condition that those files ask for.
import path from "node:path";
import { deploymentFile } from "./open-deployment";
import type { Installation } from "./installation";
import { postgresUrl } from "./postgres-connection";
import { DATABASE, EMBEDDED } from "./product-environment";
import type { Supervisor } from "./supervisor";

/** Makes roles and database, and brings the schema up to date. */
export async function prepareDatabase(supervisor: Supervisor, dataDir: string, superuserUrl: string): Promise<void> {
  await runServerProgram(supervisor, dataDir, {
    name: "The migration",
    file: "scripts/stack/prepare-database.ts",
    args: [path.join(dataDir, "installation.json")],
    env: { SUPERUSER_URL: superuserUrl },
  });
}

interface LedgerSeed {
  readonly dataDir: string;
  readonly installation: Installation;
  readonly postgresPort: number;
  readonly clockFile: string;
}

/** Writes the deployed assets, posts the demo trader's deposits through the ledger and lists an address; a second time changes nothing. */
export async function seedLedger(supervisor: Supervisor, { dataDir, installation, postgresPort, clockFile }: LedgerSeed): Promise<void> {
  const traders = installation.traders.users.map(({ sub, email }) => ({ sub, email }));
  await runServerProgram(supervisor, dataDir, {
    name: "The seed",
    file: "scripts/seed-ledger.ts",
    args: [],
    env: {
      DATABASE_URL: postgresUrl(postgresPort, "holdfast_worker", installation.rolePasswords.worker, DATABASE, EMBEDDED),
      APP_DATABASE_URL: postgresUrl(postgresPort, "holdfast_app", installation.rolePasswords.app, DATABASE, EMBEDDED),
      SEED_DEPLOYMENT_FILE: deploymentFile(dataDir),
      SEED_TRADERS: JSON.stringify(traders),
      HOLDFAST_CLOCK_FILE: clockFile,
    },
  });
}

interface ServerProgram {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function runServerProgram(supervisor: Supervisor, dataDir: string, { name, file, args, env }: ServerProgram): Promise<void> {
  await supervisor.run({
    name,
    file: process.execPath,
    args: ["--conditions=react-server", "--import", "tsx", path.resolve(file), ...args],
    logFile: path.join(dataDir, "logs", `${path.basename(file, ".ts")}.log`),
    env: { ...process.env, ...env, NODE_ENV: "production" },
  });
}
